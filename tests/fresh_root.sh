#!/usr/bin/env bash
# Run by hand, as root, on Debian: tests/fresh_root.sh [FOLDER]
# Makes a minimal root of the running Debian release under FOLDER (default: $TMPDIR or /tmp), adds git and g++ only,
# clones the committed HEAD into it and does what a new user does. Prints exit codes and times, then cleans up.
# Mirror, proxy and certificates are those of this machine. FRESH_ROOT_PROGRAM_ARGS replaces the arguments of ./tiaoli.
set -euo pipefail
self=$(readlink -f -- "${BASH_SOURCE[0]}")
repository=${self%/tests/*}
((EUID == 0)) || { echo "fresh_root: must run as root" >&2; exit 2; }

# Everything is mounted in a name space of its own, so that nothing stays mounted whatever happens.
if [[ ${FRESH_ROOT_INSIDE-} != yes ]]; then
  command -v debootstrap >/dev/null || DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends debootstrap
  work=$(mktemp -d -p "${1:-${TMPDIR:-/tmp}}" fresh_root.XXXXXX)
  trap 'rm -rf --one-file-system "$work"' EXIT
  trap 'exit 130' INT TERM
  FRESH_ROOT_INSIDE=yes work=$work unshare --mount --pid --fork --propagation private bash "$self"
  exit
fi

new=$work/root
release=$(. /etc/os-release && echo "$VERSION_CODENAME")
mirror=$(apt-get indextargets --format '$(CODENAME) $(COMPONENT) $(REPO_URI)' 'Created-By: Packages' |
  awk -v release="$release" '$1 == release && $2 == "main" { print $3; exit }')
[[ -n $mirror ]] || { echo "fresh_root: apt of this machine knows no mirror of $release" >&2; exit 2; }
eval "$(apt-config shell http_proxy_of_apt Acquire::http::Proxy https_proxy_of_apt Acquire::https::Proxy)"
export http_proxy=${http_proxy:-${http_proxy_of_apt:-}} https_proxy=${https_proxy:-${https_proxy_of_apt:-}}
[[ -n $http_proxy ]] || unset http_proxy
[[ -n $https_proxy ]] || unset https_proxy

failed=0
# step NAME HIGHEST COMMAND…: runs it, keeps its output in files, prints exit code and seconds, and the output's end when
# the exit code is above HIGHEST.
step() {
  local name=$1 highest=$2 status=0 start=$EPOCHREALTIME
  shift 2
  "$@" </dev/null >"$work/stdout" 2>"$work/stderr" || status=$?
  printf '%-28s exit %d  %8.3f s  stdout %s lines, stderr %s lines\n' "$name" "$status" \
    "$(awk -v a="$start" -v b="$EPOCHREALTIME" 'BEGIN { print b - a }')" "$(wc -l <"$work/stdout")" "$(wc -l <"$work/stderr")"
  ((status <= highest)) || { failed=1 && tail -n 40 "$work/stdout" "$work/stderr" && return 1; }
}
inside() {
  local variables=(HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8) name
  for name in http_proxy https_proxy no_proxy; do [[ -z ${!name-} ]] || variables+=("$name=${!name}"); done
  env -i "${variables[@]}" chroot "$new" bash -c 'cd /root/tiaoli && exec "$@"' - "$@"
}

step "debootstrap $release" 0 debootstrap --variant=minbase --include=ca-certificates "$release" "$new" "$mirror" || exit 1
mount -t proc proc "$new/proc"
mount -t tmpfs tmpfs "$new/tmp"

rm -rf "$new/etc/apt"
cp -a /etc/apt "$new/etc/"
for path in /etc/ssl/certs /usr/local/share/ca-certificates /usr/share/ca-certificates /usr/share/keyrings \
  /etc/ca-certificates.conf /etc/resolv.conf /etc/hosts; do
  [[ ! -e $path ]] || cp -aL --remove-destination "$path" "$new/${path%/*}/" 2>/dev/null || true
done

mkdir -p "$new/root/tiaoli"
step "git, g++" 0 inside sh -c 'apt-get update && apt-get install -y --no-install-recommends git g++' || exit 1
rm -rf "$new/root/tiaoli" "$new"/var/lib/apt/lists/*
step "git clone" 0 git clone --no-local "$repository" "$new/root/tiaoli" || exit 1
git -C "$new/root/tiaoli" log -1 --format='commit %h %s'

read -ra arguments <<<"${FRESH_ROOT_PROGRAM_ARGS:-convert fixtures/2014/wuzhong/input.txt --to 2021}"
# Exit code 1 means that the report has errors, which is an answer.
step "tiaoli, first time" 1 inside ./tiaoli "${arguments[@]}" || true
cat "$work/stderr"
cp "$work/stdout" "$work/first"
step "tiaoli, second time" 1 inside ./tiaoli "${arguments[@]}" || true
cmp "$work/first" "$work/stdout" || failed=1
[[ ! -s $work/stderr ]] || { cat "$work/stderr"; }
step "the program alone" 1 inside build/release/tiaoli "${arguments[@]}" || true
step "check" 0 inside ./check || true
tail -n 1 "$work/stdout"
exit "$failed"
