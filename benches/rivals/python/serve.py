"""Python cleaners behind the protocol of `unspun bench --with`: serve.py trafilatura|resiliparse|justext|readability-lxml.

Text comes as HTML with a paragraph a line, for none of them reads text.
"""

import html
import json
import sys


def trafilatura():
    """Default options, which keep comments; the address is given."""
    from trafilatura import bare_extraction

    def clean(page, url):
        found = bare_extraction(page, url=url, with_metadata=True)
        return (found.text or "", found.title) if found else ("", None)

    return clean


def resiliparse():
    from resiliparse.extract.html2text import extract_plain_text

    return lambda page, url: (extract_plain_text(page, main_content=True), None)


def justext():
    """The list of stop words of the page's language is not known to it: English, its default in every example."""
    import justext as library

    words = library.get_stoplist("English")

    def clean(page, url):
        found = library.justext(page, words)
        return "\n\n".join(p.text for p in found if not p.is_boilerplate), None

    return clean


def readability_lxml():
    """Its HTML as text, each block on a line."""
    from lxml.html import fromstring
    from readability import Document

    blocks = set("address article aside blockquote br caption dd div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr "
                 "li main nav ol p pre section table td th tr ul".split())

    def clean(page, url):
        found = Document(page, url=url)
        parts = []
        summary = found.summary(html_partial=True)
        root = fromstring(summary) if summary.strip() else None
        for element in root.iter() if root is not None else ():
            if not isinstance(element.tag, str):
                continue
            if element.tag in blocks:
                element.text = "\n" + (element.text or "")
                element.tail = "\n" + (element.tail or "")
        text = root.text_content() if root is not None else ""
        lines = (" ".join(line.split()) for line in text.split("\n"))
        return "\n".join(line for line in lines if line), found.short_title()

    return clean


def paragraphs(text):
    lines = (line for line in text.splitlines() if line.strip())
    body = "\n".join(f"<p>{html.escape(line)}</p>" for line in lines)
    return f'<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>\n{body}\n</body></html>'


def main():
    clean = {f.__name__.replace("_", "-"): f for f in (trafilatura, resiliparse, justext, readability_lxml)}[sys.argv[1]]()
    for line in sys.stdin:
        record = json.loads(line)
        answer = {"id": record["id"]}
        try:
            page = record.get("html")
            answer["text"], answer["title"] = clean(paragraphs(record["text"]) if page is None else page, record.get("url"))
        except Exception as error:  # whatever a cleaner does is its page's result
            answer = {"id": record["id"], "error": {"message": f"{type(error).__name__}: {error}"}}
        print(json.dumps(answer), flush=True)


main()
