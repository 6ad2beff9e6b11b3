"""What the figures were measured on and with. No host names, no user names, no paths."""

import importlib.metadata
import os
import pathlib
import platform
import re
import subprocess

from models import PYTHON_PEERS
from processes import ROOT


def cpu_name():
    for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.machine()


def machine():
    memory = int(re.search(r"MemTotal:\s+(\d+)", pathlib.Path("/proc/meminfo").read_text()).group(1))
    return {
        "cpu": cpu_name(), "architecture": platform.machine(), "cores": os.cpu_count(),
        "memory_gb": round(memory / 1024 / 1024), "system": f"{platform.system()} {platform.release().split('-')[0]}",
        "load": os.getloadavg(),
    }


def folder_name(description):
    words = f"{description['cpu']} {description['cores']} cores {description['architecture']}".lower()
    return re.sub(r"[^a-z0-9]+", "-", words.replace("processor", "")).strip("-")


def jdk(java):
    lines = subprocess.run([java, "-version"], capture_output=True, text=True, check=True).stderr.splitlines()
    return lines[1].strip()


def pom_version(name):
    return re.search(rf"<{name}\.version>(.*?)</", (ROOT / "pom.xml").read_text()).group(1)


def versions():
    found = {"python": platform.python_version(), "jtokkit": pom_version("jtokkit"), "djl": pom_version("djl")}
    for peer in PYTHON_PEERS:
        found[peer] = importlib.metadata.version(peer)
    return found


def git(*arguments):
    return subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()
