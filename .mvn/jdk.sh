# Sourced by the launcher and by .ci/run, in a POSIX shell. `find_jdk TOOL` sets jdk to the home of a JDK 25 or newer
# that has bin/TOOL and jdk_runtime to its exact version, or returns 1. It reads each home's `release` file: starting every
# java to ask would cost seconds. Whoever waits for the launcher waits for this, so that it starts no other program
# (but for links that lead outside the usual folders).

# sets feature to the feature release of the JDK in $1, 0 if there is none with bin/$2; and runtime
jdk_feature() {
  feature=0
  runtime=''
  [ -x "$1/bin/$2" ] && [ -r "$1/release" ] || return 0
  while IFS= read -r jdk_line || [ -n "$jdk_line" ]; do
    case $jdk_line in
      JAVA_VERSION=*)
        feature=${jdk_line#JAVA_VERSION=}
        feature=${feature#\"}
        feature=${feature%%[!0-9]*}
        feature=${feature:-0}
        ;;
      JAVA_RUNTIME_VERSION=* | FULL_VERSION=*) runtime=${jdk_line#*=} ;;
    esac
  done <"$1/release"
}

# takes $1 if it is new enough and has bin/$2
take_jdk() {
  jdk_feature "$1" "$2"
  [ "$feature" -ge 25 ] || return 1
  jdk=$1
  jdk_runtime=$runtime
}

# calls $1 with every home in the usual folders, and the further arguments, until it succeeds
each_usual_home() {
  jdk_visit=$1
  shift
  for home in /usr/lib/jvm/* /opt/java/* /opt/jdk* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/*; do
    "$jdk_visit" "$home" "$@" && return
  done
  return 1
}

is_home_of() { [ "$1/bin/java" -ef "$2" ]; }

# sets home to the JDK whose java is first on the PATH
jdk_on_path() {
  jdk_java=''
  jdk_ifs=$IFS
  IFS=:
  set -f
  for home in $PATH; do
    if [ -x "$home/java" ] && [ ! -d "$home/java" ]; then
      jdk_java=$home/java
      break
    fi
  done
  set +f
  IFS=$jdk_ifs
  [ -n "$jdk_java" ] || return 1
  if [ -h "$jdk_java" ]; then
    each_usual_home is_home_of "$jdk_java" && return
    jdk_follow
  fi
  home=${jdk_java%/bin/java}
}

# follows the links from jdk_java
jdk_follow() {
  while [ -h "$jdk_java" ]; do
    jdk_link=$(readlink "$jdk_java")
    case $jdk_link in
      /*) jdk_java=$jdk_link ;;
      *) jdk_java=${jdk_java%/*}/$jdk_link ;;
    esac
  done
}

find_jdk() {
  if [ -n "${KEEPSAKE_JAVA_HOME:-}" ]; then
    take_jdk "$KEEPSAKE_JAVA_HOME" "$1"
    return
  fi
  take_jdk "${JAVA_HOME:-}" "$1" && return
  jdk_on_path && take_jdk "$home" "$1" && return
  find_newest_jdk "$1"
}

find_newest_jdk() {
  newest=24
  each_usual_home keep_newer "$1"
  if [ -x /usr/libexec/java_home ]; then
    keep_newer "$(/usr/libexec/java_home -v 25+ 2>/dev/null)" "$1"
  fi
  [ "$newest" -ge 25 ]
}

# always goes on
keep_newer() {
  jdk_feature "$1" "$2"
  [ "$feature" -le "$newest" ] || { newest=$feature && jdk=$1 && jdk_runtime=$runtime; }
  return 1
}
