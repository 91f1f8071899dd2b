"""Cleans a column of JSON records with `mapInArrow`: one unspun for each partition, fed and read at the same time.

    spark-submit map_in_arrow.py INPUT OUTPUT [COMMAND ...]

unspun answers every line with one line, in order; so a partition is complete when it gave as many answers as it got
records and ended well. Anything else fails the task.
"""

import subprocess
import sys
import threading

import pyarrow
from pyspark.sql import SparkSession

COMMAND = ["unspun", "clean", "-i", "jsonl", "-f", "jsonl", "--jobs", "1"]
BATCH = 64


def cleaner(command):
    def clean(batches):
        child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        records = Feeder(child, batches)
        answers, count = [], 0
        for line in child.stdout:
            answers.append(line.rstrip(b"\n").decode())
            count += 1
            if len(answers) == BATCH:
                yield pyarrow.RecordBatch.from_pydict({"value": answers})
                answers = []
        records.join()
        code = child.wait()
        if records.error or code != 0 or count != records.count:
            raise RuntimeError(f"unspun ended with {code} after {count} of {records.count} records") from records.error
        yield pyarrow.RecordBatch.from_pydict({"value": answers}, schema=pyarrow.schema([("value", pyarrow.string())]))

    return clean


class Feeder(threading.Thread):
    """Writes records while the answers are read; one thread for both would wait for itself when the pipes are full."""

    def __init__(self, child, batches):
        super().__init__(daemon=True)
        self.child, self.batches, self.count, self.error = child, batches, 0, None
        self.start()

    def run(self):
        try:
            with self.child.stdin as stdin:
                for batch in self.batches:
                    for value in batch.column(0):
                        self.count += 1
                        stdin.write(value.as_py().encode() + b"\n")
        except Exception as error:
            self.error = error
            # Whoever reads the answers must not wait for more of them.
            self.child.kill()


def clean(spark, source, target, command=COMMAND):
    lines = spark.read.text(source, lineSep="\n")
    lines.mapInArrow(cleaner(command), "value string").write.text(target)


if __name__ == "__main__":
    source, target, *command = sys.argv[1:]
    spark = SparkSession.builder.appName("unspun").getOrCreate()
    clean(spark, source, target, command or COMMAND)
    spark.stop()
