#!/usr/bin/env python3
"""Counts each cluster's spikes: an example of a lab's own analysis as the action of a rule (python-script.yaml).

    spike_counts.py SESSION_FOLDER OUTPUT_FOLDER [--subject S] [--date YYYY-MM-DD]

What it prints, and the files it leaves in OUTPUT_FOLDER, are the result that is mailed; an exit code other than 0 is a
failure, and the last lines of what was printed are mailed instead. A rule's run also finds the folders in the environment,
as ALYX_TRANSFER_SESSION_FOLDER and ALYX_TRANSFER_OUTPUT_FOLDER. Needs only Python's standard library; with NumPy,
read_npy(path) would be numpy.load(path).
"""

import argparse
import array
import ast
import collections
import csv
import os
import pathlib
import re
import sys

TYPES = {"<f8": "d", "<f4": "f", "<i8": "q", "<i4": "i", "<i2": "h", "<u4": "I", "<u2": "H", "|u1": "B"}


def read_npy(path):
    """A one-dimensional array of one of TYPES, as NumPy's save() writes it."""
    with open(path, "rb") as file:
        if file.read(6) != b"\x93NUMPY":
            raise ValueError(f"{path} is not a NumPy array")
        version = file.read(2)[0]
        length = int.from_bytes(file.read(2 if version == 1 else 4), "little")
        header = ast.literal_eval(file.read(length).decode("latin-1"))
        if header["descr"] not in TYPES or len(header["shape"]) != 1:
            raise ValueError(f"{path} holds {header['shape']} of {header['descr']}; only vectors of numbers are read")
        values = array.array(TYPES[header["descr"]])
        values.fromfile(file, header["shape"][0])
    if sys.byteorder == "big":
        values.byteswap()
    return values


def probes(session):
    """The folders with sorted spikes; file names may carry the dataset's id, spikes.times.<uuid>.npy."""
    for times in sorted(session.rglob("spikes.times*.npy")):
        if re.fullmatch(r"spikes\.times(\.[0-9a-f-]{36})?\.npy", times.name):
            clusters = sorted(times.parent.glob("spikes.clusters*.npy"))
            if clusters:
                yield times.parent.relative_to(session), read_npy(times), read_npy(clusters[0])


def main():
    parser = argparse.ArgumentParser(description="Counts each cluster's spikes.")
    environment = os.environ
    parser.add_argument("session", nargs="?", default=environment.get("ALYX_TRANSFER_SESSION_FOLDER", "."))
    parser.add_argument("output", nargs="?", default=environment.get("ALYX_TRANSFER_OUTPUT_FOLDER", "."))
    parser.add_argument("--subject", default="")
    parser.add_argument("--date", default="")
    arguments = parser.parse_args()
    session = pathlib.Path(arguments.session)
    output = pathlib.Path(arguments.output)

    rows = []
    for probe, times, clusters in probes(session):
        seconds = max(times) - min(times) if len(times) > 1 else 0
        counts = collections.Counter(clusters)
        for cluster, count in sorted(counts.items()):
            rate = count / seconds if seconds else 0
            rows.append({"probe": probe.as_posix(), "cluster": cluster, "spikes": count, "rate_hz": round(rate, 3)})
        print(f"{probe}: {len(times)} spikes of {len(counts)} clusters in {seconds:.0f} s")
    if not rows:
        sys.exit(f"no sorted spikes in {session}")
    print(" ".join(filter(None, ["The busiest clusters", arguments.subject, arguments.date])) + ":")
    for row in sorted(rows, key=lambda row: -row["spikes"])[:10]:
        print(f"  {row['probe']}  cluster {row['cluster']:4d}  {row['spikes']:7d} spikes  {row['rate_hz']:8.2f} a second")

    output.mkdir(parents=True, exist_ok=True)
    with open(output / "spike_counts.csv", "w", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main()
