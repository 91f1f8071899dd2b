"""Cleans JSON Lines with `RDD.pipe`: one unspun for each partition.

    spark-submit pipe.py INPUT OUTPUT [COMMAND ...]

`checkCode=True` is what makes a job fail when unspun fails. Without it Spark takes what came out until then for the
whole answer, and the records behind it are lost without a word.
"""

import shlex
import sys

from pyspark.sql import SparkSession

COMMAND = ["unspun", "clean", "-i", "jsonl", "-f", "jsonl", "--jobs", "1"]


def clean(spark, source, target, command=COMMAND):
    lines = spark.sparkContext.textFile(source)
    lines.pipe(shlex.join(command), checkCode=True).saveAsTextFile(target)


if __name__ == "__main__":
    source, target, *command = sys.argv[1:]
    spark = SparkSession.builder.appName("unspun").getOrCreate()
    clean(spark, source, target, command or COMMAND)
    spark.stop()
