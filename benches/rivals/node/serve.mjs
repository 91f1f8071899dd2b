// @mozilla/readability on jsdom, as its own documentation has it, behind the protocol of `unspun bench --with`.
// Its HTML is turned to text, each block on a line. Text comes as HTML with a paragraph a line.

import { createInterface } from "node:readline";
import { Readability } from "@mozilla/readability";
import { JSDOM, VirtualConsole } from "jsdom";

const BLOCKS = "address,article,aside,blockquote,br,caption,dd,div,dl,dt,figcaption,figure,footer,form,h1,h2,h3,h4,h5,h6,header,hr," +
  "li,main,nav,ol,p,pre,section,table,td,th,tr,ul";

const escape = (line) => line.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

const paragraphs = (text) => {
  const body = text.split("\n").filter((line) => line.trim()).map((line) => `<p>${escape(line)}</p>`).join("\n");
  return `<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>\n${body}\n</body></html>`;
};

const textOf = (html) => {
  const { document } = new JSDOM(html, { virtualConsole: new VirtualConsole() }).window;
  for (const block of document.querySelectorAll(BLOCKS)) {
    block.before("\n");
    block.after("\n");
    block.prepend("\n");
  }
  const lines = document.body.textContent.split("\n").map((line) => line.trim().replace(/\s+/g, " "));
  return lines.filter((line) => line).join("\n");
};

const clean = (record) => {
  const html = record.html ?? paragraphs(record.text);
  const url = URL.canParse(record.url) ? record.url : "https://example.org/";
  const { document } = new JSDOM(html, { url, virtualConsole: new VirtualConsole() }).window;
  const found = new Readability(document).parse();
  return found ? { text: textOf(found.content), title: found.title } : { text: "" };
};

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  const record = JSON.parse(line);
  let answer;
  try {
    answer = { id: record.id, ...clean(record) };
  } catch (error) {
    answer = { id: record.id, error: { message: String(error) } };
  }
  process.stdout.write(JSON.stringify(answer) + "\n");
}
