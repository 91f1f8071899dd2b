"""Runs both programs on real Spark and compares with the command alone, byte by byte.

    python check.py UNSPUN CORPUS
"""

import importlib
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

# Executors find the programs' modules and their Python in the environment.
os.environ["PYTHONPATH"] = str(pathlib.Path(__file__).parent.resolve())
os.environ["PYSPARK_PYTHON"] = sys.executable
os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"

from pyspark.sql import SparkSession

MASTERS = ["local[2]", "local-cluster[2,1,1024]"]
PROGRAMS = ["pipe", "map_in_arrow"]
LARGE = 30_000_000


def records(corpus):
    """At least 500 records, with everything that has ever made a host stumble."""
    pages = [(case.name, page.read_text(errors="replace")) for case in sorted(corpus.iterdir())
             for page in sorted(case.glob("page.*"))]
    rounds = -(-500 // len(pages))
    for n in range(rounds):
        for name, page in pages:
            field = "html" if page.lstrip().startswith("<") else "text"
            yield json.dumps({"id": f"{name}-{n}", field: page, "round": n}, ensure_ascii=bool(n % 2))
    yield '{"id": "broken", "html": "<p>cut o'
    yield "nonsense"
    yield ""
    yield json.dumps({"id": "no page", "title": "nothing else"})
    yield json.dumps({"id": "odd \u2028 id", "text": "Line\u2028para\u2029next\u0085 \U0001f6a2\U0001f469\u200d\U0001f469."}, ensure_ascii=False)
    paragraph = "<p>The ferry will run again from Monday, the port said, after weeks in which nothing sailed.</p>"
    yield json.dumps({"id": "large", "html": paragraph * (LARGE // len(paragraph) + 1)})
    yield json.dumps({"id": "last", "text": "The end."})


def parts(folder):
    return b"".join(part.read_bytes() for part in sorted(folder.glob("part-*")))


def session(master):
    builder = SparkSession.builder.master(master).appName("unspun check").config("spark.ui.enabled", "false")
    # A task that fails shall not be tried again here.
    builder = builder.config("spark.task.maxFailures", "1").config("spark.driver.host", "127.0.0.1")
    return builder.config("spark.driver.memory", "2g").getOrCreate()


def fails(run):
    try:
        run()
    except Exception as error:
        return str(error)
    return None


def check(master, program, scratch, source, expected, command):
    module = importlib.import_module(program)
    name = f"{program}-{master.split('[')[0]}"
    spark = session(master)
    start = time.monotonic()
    module.clean(spark, str(source), str(scratch / name), command)
    same = parts(scratch / name) == expected
    print(f"{master} {program}: {'same bytes' if same else 'DIFFERS'}, {time.monotonic() - start:.1f} s", flush=True)
    # Some answers, and then a death that nobody can catch.
    killed = ["sh", "-c", '"$@" | head -n 20; kill -9 $$', "sh", *command]
    error = fails(lambda: module.clean(spark, str(source), str(scratch / f"{name}-killed"), killed))
    print(f"{master} {program}: killed child {'fails the job' if error else 'IS NOT NOTICED'}", flush=True)
    return same and error is not None


def main():
    unspun, corpus = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
    command = [str(unspun), "clean", "-i", "jsonl", "-f", "jsonl", "--jobs", "1"]
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        source = scratch / "records.jsonl"
        lines = list(records(corpus))
        source.write_text("".join(line + "\n" for line in lines))
        alone = subprocess.run(command, stdin=source.open(), stdout=subprocess.PIPE, check=True)
        assert alone.stdout.count(b"\n") == len(lines) > 500, "one line out for one line in"
        print(f"{len(lines)} records, {source.stat().st_size / 1e6:.0f} MB", flush=True)
        results = []
        for master in MASTERS:
            results += [check(master, program, scratch, source, alone.stdout, command) for program in PROGRAMS]
            SparkSession.getActiveSession().stop()
    sys.exit(not all(results))


if __name__ == "__main__":
    main()
