# Sourced by tiaoli and check, with $root set: installs Debian packages and builds the program. Speaks on stderr only.

# The packages of each use. One line is added here when a library is added to CMakeLists.txt.
packages_of() {
  case $1 in
    build) echo g++ cmake ninja-build ccache "$(boost_package)" nlohmann-json3-dev libfmt-dev libcli11-dev libssl-dev \
      libzip-dev libpugixml-dev libxlsxwriter-dev libgumbo-dev libicu-dev libtomlplusplus-dev poppler-utils ;;
    tests) echo catch2 python3 python3-jsonschema ;;
    bench) echo libbenchmark-dev ;;
    fuzz) echo clang "$(clang_runtime_package)" ;;
  esac
}

# ccache fails where it cannot keep anything.
[[ -n ${CCACHE_DIR-} || -w ${HOME-} ]] || export CCACHE_DISABLE=1

say() { echo "tiaoli: $*" >&2; }

offered() { apt-cache show "$1" >/dev/null 2>&1; }

# The newest Boost from 1.81 on, else whatever libboost-dev is. Two versions cannot be installed side by side.
boost_package() {
  local name
  [[ ! -e /usr/include/boost/version.hpp ]] || { echo libboost-dev && return; }
  for name in $(apt-cache search --names-only '^libboost1\.[0-9]+-dev$' 2>/dev/null | cut -d' ' -f1 | sort -rV); do
    [[ $name =~ 1\.([0-9]+)-dev$ ]] && ((BASH_REMATCH[1] >= 81)) && echo "$name" && return
  done
  echo libboost-dev
}

clang_runtime_package() {
  local version
  version=$(apt-cache depends clang 2>/dev/null | sed -n 's/^ *Depends: clang-\([0-9]\+\)$/\1/p' | head -n 1)
  if offered "libclang-rt-$version-dev"; then echo "libclang-rt-$version-dev"; else echo libclang-rt-dev; fi
}

# Those of the packages $@ that are not there. A tool counts however it was installed.
missing_of() {
  local installed name
  installed=$(dpkg-query -W -f '${db:Status-Abbrev} ${Package}\n' 2>/dev/null | sed -n 's/^.i *//p') || true  # not on Debian
  for name; do
    case $name in
      g++) [[ -n ${CXX-} ]] || command -v c++ >/dev/null && continue ;;
      cmake | ccache | clang | python3) command -v "$name" >/dev/null && continue ;;
      ninja-build) command -v ninja >/dev/null && continue ;;
      libboost*) [[ -e /usr/include/boost/version.hpp ]] && continue ;;
    esac
    grep -qxF -e "$name" <<<"$installed" || echo "$name"
  done
}

# Runs apt-get as root and shows what it said only when it failed.
apt_get() {
  local log status=0
  log=$(mktemp)
  ${as_root[@]+"${as_root[@]}"} env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=600 "$@" \
    </dev/null >"$log" 2>&1 || status=$?
  ((status == 0)) || cat "$log" >&2
  rm -f "$log"
  return "$status"
}

# install_packages build tests …: makes sure that the packages of these uses are there. Fails when one is not and cannot be
# installed; `missing` then names what to install by hand.
install_packages() {
  local use wanted=() chosen=() name as_root=()
  for use; do read -ra chosen <<<"$(packages_of "$use")" && wanted+=("${chosen[@]}"); done
  mapfile -t missing < <(missing_of "${wanted[@]}")
  ((${#missing[@]} > 0)) || return 0
  command -v apt-get >/dev/null || return 1
  if ((EUID != 0)); then
    if ! command -v sudo >/dev/null; then
      return 1
    elif sudo -n true 2>/dev/null; then
      as_root=(sudo -n)
    elif [[ -t 2 && -z ${CI-} ]]; then
      as_root=(sudo)
    else
      return 1
    fi
    for name in http_proxy https_proxy no_proxy; do [[ -z ${!name-} ]] || as_root+=("env" "$name=${!name}"); done
  fi
  apt_get update || say "apt-get update failed, trying to install all the same"
  wanted=()
  for use; do read -ra chosen <<<"$(packages_of "$use")" && wanted+=("${chosen[@]}"); done  # apt knows more names now
  mapfile -t missing < <(missing_of "${wanted[@]}")
  chosen=()
  for name in ${missing[@]+"${missing[@]}"}; do
    [[ $name == ccache ]] && ! offered ccache || chosen+=("$name")
  done
  say "installing ${chosen[*]}"
  apt_get install -y --no-install-recommends --no-remove ${chosen[@]+"${chosen[@]}"} || return 1
  missing=()
}

# Like install_packages, but goes on without when there is at least something to build with.
install_or_go_on() {
  install_packages "$@" && return
  local tool
  for tool in cmake ninja "${CXX:-c++}"; do
    if ! command -v "$tool" >/dev/null; then
      say "cannot install the packages it needs. On Debian or Ubuntu, as root:"
      say "    apt-get install --no-install-recommends ${missing[*]}"
      exit 2
    fi
  done
  say "could not install ${missing[*]}; going on without"
}

# configure PRESET [OPTION…]; a cache that does not fit any more (moved tree, other compiler) is thrown away once.
configure() {
  (cd "$root" && cmake --preset "$@") && return
  [[ -e $root/build/$1/CMakeCache.txt ]] || return 1
  rm -rf "$root/build/$1/CMakeCache.txt" "$root/build/$1/CMakeFiles"
  (cd "$root" && cmake --preset "$@")
}

# True when the program was built here and no source of it is newer. The tiaoli wrapper pays for this at every start.
up_to_date() {
  local built_in
  [[ -x $root/build/release/tiaoli && -f $root/build/release/.stamp ]] && read -r built_in <"$root/build/release/.stamp" &&
    [[ $built_in == "$root" && -z $(find "$root"/{model,grammar,mappings,converters,lint,cli,docs,cmake,CMakeLists.txt,CMakePresets.json} \
      -newer "$root/build/release/.stamp" -print -quit 2>&1) ]]
}

# Builds the program; one process at a time. What the tools print is shown only when they fail.
build_release() {
  if ! mkdir -p "$root/build/release" 2>/dev/null || ! [[ -w $root/build && -w $root/build/release ]]; then
    say "the program must be built, but $root/build cannot be written"
    exit 2
  fi
  (
    if command -v flock >/dev/null; then flock 9; fi
    up_to_date && exit 0
    install_or_go_on build
    if [[ -e $root/build/release/tiaoli ]]; then
      say "building the program again, its sources have changed"
    else
      say "building the program, which happens once and takes a few minutes"
    fi
    # The stamp is as old as the start of the build: what is edited meanwhile is newer.
    echo "$root" >"$root/build/release/.stamp.new"
    log=$root/build/release/build.log
    if ! { configure release && cmake --build "$root/build/release" --target tiaoli; } </dev/null >"$log" 2>&1; then
      cat "$log" >&2
      say "the build failed${missing[0]+; perhaps for want of ${missing[*]}}"
      exit 2
    fi
    mv "$root/build/release/.stamp.new" "$root/build/release/.stamp"
  ) 9>"$root/build/release.lock" || exit 2
}
