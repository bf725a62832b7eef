# Sourced by the launcher and by .ci/run, in a POSIX shell. `find_jdk TOOL` sets jdk to the home of a JDK 25 or newer
# that has bin/TOOL, or returns 1. It reads each home's `release` file: starting every java to ask would cost seconds.

# sets feature to the feature release of the JDK in $1, 0 if there is none with bin/$2
jdk_feature() {
  feature=0
  [ -x "$1/bin/$2" ] && [ -r "$1/release" ] || return 0
  while IFS= read -r jdk_line || [ -n "$jdk_line" ]; do
    case $jdk_line in
      JAVA_VERSION=*)
        feature=${jdk_line#JAVA_VERSION=}
        feature=${feature#\"}
        feature=${feature%%[!0-9]*}
        feature=${feature:-0}
        ;;
    esac
  done <"$1/release"
}

# sets home to the JDK whose java is first on the PATH
jdk_on_path() {
  home=$(command -v java) || return 1
  while [ -h "$home" ]; do
    jdk_link=$(readlink "$home")
    case $jdk_link in
      /*) home=$jdk_link ;;
      *) home=$(dirname "$home")/$jdk_link ;;
    esac
  done
  home=$(dirname "$(dirname "$home")")
}

find_jdk() {
  if [ -n "${KEEPSAKE_JAVA_HOME:-}" ]; then
    jdk=$KEEPSAKE_JAVA_HOME
    jdk_feature "$jdk" "$1"
    [ "$feature" -ge 25 ]
    return
  fi
  jdk=${JAVA_HOME:-}
  jdk_feature "$jdk" "$1"
  [ "$feature" -lt 25 ] || return 0
  if jdk_on_path; then
    jdk=$home
    jdk_feature "$jdk" "$1"
    [ "$feature" -lt 25 ] || return 0
  fi
  find_newest_jdk "$1"
}

find_newest_jdk() {
  newest=24
  for home in /usr/lib/jvm/* /opt/java/* /opt/jdk* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    "$(/usr/libexec/java_home -v 25+ 2>/dev/null)" "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/*; do
    jdk_feature "$home" "$1"
    if [ "$feature" -gt "$newest" ]; then
      newest=$feature
      jdk=$home
    fi
  done
  [ "$newest" -ge 25 ]
}
