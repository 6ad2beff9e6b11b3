#!/bin/sh
# Times this library beside its peers: makes the environment of the peers once, builds the jar, runs, writes
# bench/results/... and docs/benchmarks.md. Arguments go to run.py (--quick, --full, --models, ...).
# JAVA_17 and JAVA_25 name java binaries; without JAVA_25 only one JDK is timed.
set -eu

root=$(cd "$(dirname "$0")/../.." && pwd -P)
environment=$root/bench/target/python
if [ ! -f "$environment/ready" ]; then
    python3 -m venv "$environment"
    "$environment/bin/pip" install -q -r "$root/tools/bench/requirements.txt"
    touch "$environment/ready"
fi
(cd "$root" && mvn -q -Pbench -pl bench -am -DskipTests package)
exec "$environment/bin/python" "$root/tools/bench/run.py" "$@"
