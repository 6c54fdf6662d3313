#!/usr/bin/env bash
# build-fonts.sh - makes the embedded faces out of Debian 12's font packages, and says whether they are the
# committed ones byte for byte.
#
#   build-fonts.sh WORKDIR [FACE...]     all faces, or just those (gw-kai.ttf ...), into WORKDIR/faces
#   build-fonts.sh --accept WORKDIR      takes WORKDIR/faces over into the project
#
# Needs: apt-get install python3-fonttools python3-brotli. The packages (370 MB) come through apt-get and stay in
# WORKDIR; what was unpacked there before is used again. About three minutes on two cores after the download.
set -euo pipefail
here=$(dirname "$(realpath "$0")")
faces=$(realpath "$here/../faces")
export PYTHONDONTWRITEBYTECODE=1
python=/usr/bin/python3 # Debian's, which has fontTools
packages=(fonts-noto-cjk fonts-noto-cjk-extra fonts-lxgw-wenkai fonts-hanazono fonts-babelstone-han texlive-lang-chinese)

fetch() {
  mkdir -p "$work/deb" "$work/root"
  cd "$work/deb"
  for p in "${packages[@]}"; do
    [ -e "$work/root/.$p" ] && continue
    compgen -G "${p}_*.deb" >/dev/null || apt-get download -q "$p"
    dpkg-deb -x "${p}"_*.deb "$work/root"
    touch "$work/root/.$p"
  done
  cd "$work/root"
  sha256sum -c --quiet "$here/sources.sha256"
}

build() {
  mkdir -p "$work/faces"
  "$python" "$here/build.py" "$work/root" "$work/faces" "$@"
  "$python" "$here/check.py" "$work/faces" "$@"
  cd "$work/faces"
  sha256sum -c --ignore-missing "$faces/SHA256SUMS"
}

accept() {
  cd "$work/faces"
  sha256sum ./*.ttf | sed 's|\./||' >"$faces/SHA256SUMS"
  cp ./*.ttf "$faces"
  gzip -9 -n -f "$faces"/gw-rare-*.ttf
}

action=build
if [ "${1:-}" = --accept ]; then
  action=accept
  shift
fi
work=$(realpath -m "${1:?a folder to work in}")
shift
if [ "$action" = accept ]; then
  accept
else
  fetch
  build "$@"
fi
