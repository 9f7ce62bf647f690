#!/usr/bin/env bash
# A Slurm of one machine, for testing: the daemons run as root, with no accounting and no control groups.
#
#   slurm.sh up     installs what is missing (Debian or Ubuntu, as root), starts the daemons, waits until a job could run
#   slurm.sh down   stops the daemons it started
#
# Safe to call twice. Ends with 77, the usual status of a skipped test, where it cannot work, and says why.
set -euo pipefail

state=${C3TL_SLURM_STATE:-/var/lib/c3tl-test-slurm}

say() { printf 'slurm.sh: %s\n' "$*" >&2; }
skip() { say "skipped: $*"; exit 77; }

install_packages() {
  command -v slurmctld >/dev/null && command -v slurmd >/dev/null && command -v sbatch >/dev/null && command -v munged >/dev/null && return
  command -v apt-get >/dev/null || skip "there is no Slurm, and no apt-get to install it with"
  say "installing Slurm ..."
  export DEBIAN_FRONTEND=noninteractive
  local packages=(slurmctld slurmd slurm-client munge)
  # A policy of 101 keeps the packages from starting services of their own.
  local policy=/usr/sbin/policy-rc.d
  local made=
  if [ ! -e "$policy" ]; then printf '#!/bin/sh\nexit 101\n' >"$policy"; chmod +x "$policy"; made=yes; fi
  apt-get install -y -qq --no-install-recommends "${packages[@]}" >"$state/apt.log" 2>&1 \
    || { apt-get update -qq >>"$state/apt.log" 2>&1 \
         && apt-get install -y -qq --no-install-recommends "${packages[@]}" >>"$state/apt.log" 2>&1; } \
    || { [ -z "$made" ] || rm -f "$policy"; tail -n 20 "$state/apt.log" >&2; skip "apt-get could not install Slurm"; }
  [ -z "$made" ] || rm -f "$policy"
}

write_config() {
  local host memory
  host=$(hostname -s)
  memory=$(awk '/^MemTotal:/ {print int($2 / 1024 * 0.9)}' /proc/meminfo)
  mkdir -p "$state"/{controller,node}
  cat >"$state/slurm.conf" <<CONF
ClusterName=c3tltest
SlurmctldHost=$host(127.0.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
StateSaveLocation=$state/controller
SlurmdSpoolDir=$state/node
SlurmctldPidFile=$state/slurmctld.pid
SlurmdPidFile=$state/slurmd.pid
SlurmctldLogFile=$state/slurmctld.log
SlurmdLogFile=$state/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core_Memory
ReturnToService=2
MpiDefault=none
SchedulerParameters=batch_sched_delay=0,sched_interval=1,sched_min_interval=0,bf_interval=1
GresTypes=gpu
NodeName=$host NodeAddr=127.0.0.1 CPUs=$(nproc) RealMemory=$memory Gres=gpu:1 State=UNKNOWN
PartitionName=test Nodes=ALL Default=YES MaxTime=INFINITE State=UP
CONF
  # For tests of what a job asks for; there need be no GPU.
  echo "Name=gpu File=/dev/null" >"$state/gres.conf"
}

# running DAEMON: does the process of its file live, and is it that daemon (numbers are used again after a restart)?
running() {
  local file=$state/$1.pid
  [ -s "$file" ] && [[ $(readlink "/proc/$(cat "$file")/exe") == */"$1"* ]]
}

start_munge() {
  munge -n 2>/dev/null | unmunge >/dev/null 2>&1 && return
  if [ ! -s /etc/munge/munge.key ]; then
    mkdir -p /etc/munge
    dd if=/dev/urandom of=/etc/munge/munge.key bs=1024 count=1 status=none
  fi
  chown -R munge:munge /etc/munge
  chmod 400 /etc/munge/munge.key
  install -d -o munge -g munge /run/munge /var/lib/munge /var/log/munge
  # Written by su, not --pid-file: munged insists on a folder that only its own user writes to.
  su -s /bin/sh munge -c 'exec munged --force' || skip "munged does not start"
  cp /run/munge/munged.pid "$state/munged.pid"
}

up() {
  [ "$(id -u)" = 0 ] || skip "setting up a Slurm needs root"
  [ "$(uname -s)" = Linux ] || skip "Slurm's daemons run on Linux only"
  mkdir -p "$state"
  install_packages
  if ! running slurmctld; then
    # A Slurm that is set up already is used as it is.
    if [ ! -e "$state/slurm.conf" ] && timeout 10 sinfo -h >/dev/null 2>&1; then say "there is a Slurm already"; return; fi
    write_config
    mkdir -p /etc/slurm
    if [ -e /etc/slurm/slurm.conf ] && [ ! -L /etc/slurm/slurm.conf ]; then
      skip "/etc/slurm/slurm.conf belongs to another Slurm, which does not answer"
    fi
    ln -sfn "$state/slurm.conf" /etc/slurm/slurm.conf
    ln -sfn "$state/gres.conf" /etc/slurm/gres.conf
    start_munge
    slurmctld
  fi
  running slurmd || slurmd
  for _ in $(seq 100); do
    if [ "$(timeout 5 sinfo -h -o %t 2>/dev/null | head -n 1)" = idle ]; then say "ready"; return; fi
    sleep 0.2
  done
  tail -n 5 "$state"/slurm*.log >&2
  skip "no node became idle within 20 s"
}

down() {
  local daemon
  for daemon in slurmd slurmctld munged; do
    if running "$daemon"; then kill "$(cat "$state/$daemon.pid")"; fi
    rm -f "$state/$daemon.pid"
  done
  for file in slurm.conf gres.conf; do
    if [ "$(readlink "/etc/slurm/$file" 2>/dev/null)" = "$state/$file" ]; then rm -f "/etc/slurm/$file"; fi
    rm -f "$state/$file"
  done
}

case ${1:-} in
  up|down) "$1" ;;
  *) say "usage: slurm.sh up|down"; exit 2 ;;
esac
