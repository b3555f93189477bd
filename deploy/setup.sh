#!/bin/sh
# Everything the targets of the Makefile stand on: a locked environment, RabbitMQ and nginx.
# Quick when all is there. Asks nothing; what it may not install it says in one line.
# With the word `bench`, an environment of its own in var/bench that holds the peers as well.
# With the word `browser`, also chromium and a Chinese font: for its tests and for pictures of pages.
set -eu
cd "$(dirname "$0")/.."
mkdir -p var
log=var/setup.log
environment=.venv
groups=
if [ "${1:-}" = bench ]; then
    environment=var/bench
    groups="--group bench"
fi

fail() {
    echo "$*" >&2
    exit 1
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

may_install() {
    command -v apt-get >/dev/null && { [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }
}

guard=
lift_guard() {
    if [ -n "$guard" ]; then as_root rm -f "$guard"; fi
    guard=
}

# Install Debian packages. Their services are not started: the runs here have their own.
install_packages() {
    may_install || fail "Missing: $*. Please type: sudo apt-get install --no-install-recommends $*"
    echo "installing $* (apt-get, see $log)"
    if [ ! -e /usr/sbin/policy-rc.d ]; then
        guard=/usr/sbin/policy-rc.d
        trap lift_guard EXIT INT TERM
        printf '#!/bin/sh\nexit 101\n' | as_root tee "$guard" >/dev/null
        as_root chmod 755 "$guard"
    fi
    { as_root apt-get update &&
        as_root env RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive \
            apt-get install -y --no-install-recommends "$@"; } </dev/null >>"$log" 2>&1 ||
        { tail -n 15 "$log" >&2; fail "apt-get could not install $*; all of it is in $log"; }
    lift_guard
}

works() {
    "$@" --version >/dev/null 2>&1
}

find_uv() {
    for uv in "${UV:-uv}" var/tools/bin/uv "$HOME/.local/bin/uv"; do
        if works "$uv"; then return 0; fi
    done
    return 1
}

install_uv() {
    echo "installing uv into var/tools"
    { python3 -m venv --clear var/tools &&
        var/tools/bin/python -m pip install --quiet --disable-pip-version-check "uv>=0.8,<1"; } \
        </dev/null >>"$log" 2>&1 ||
        { tail -n 15 "$log" >&2; fail "pip could not install uv; all of it is in $log"; }
}

synced() {
    stamp=$environment/.synced
    [ -x "$environment/bin/python" ] && [ -e "$stamp" ] &&
        [ -z "$(find pyproject.toml uv.lock -newer "$stamp")" ]
}

has_library() {
    /sbin/ldconfig -p | grep -q "$1 "
}

# What Debian has to give: the broker, the front, the library mongod's wheel counts on, and what
# Python makes environments with. All at once: who may not install types one line, not two.
missing=
[ -n "${AMQP_URI:-}" ] || [ -x /usr/lib/rabbitmq/bin/rabbitmq-server ] || missing="rabbitmq-server"
PATH="$PATH:/usr/sbin" command -v nginx >/dev/null || missing="$missing nginx-light"
[ -n "${MONGO_URI:-}" ] || has_library 'libcurl\.so\.4' || missing="$missing libcurl4"
synced || find_uv || python3 -c 'import ensurepip, venv' 2>/dev/null ||
    missing="$missing python3-venv"
if [ "${1:-}" = browser ]; then
    works curl || missing="$missing curl" # the README's road by curl is walked
    works chromium || works chromium-browser || missing="$missing chromium"
    has_library 'libatomic\.so\.1' || missing="$missing libatomic1" # Playwright's driver loads it
    [ -n "$(fc-list :lang=zh-cn 2>/dev/null)" ] || missing="$missing fontconfig fonts-wqy-microhei"
fi
# shellcheck disable=SC2086 # the names are words
[ -z "$missing" ] || install_packages $missing

# medici, one of the ledgers the bench compares with: without npm it is left out there.
install_medici() {
    packages="medici@7.4.0 mongoose@8.24.10"
    stamp="$environment/medici/$packages"
    [ -e "$stamp" ] && return 0
    if ! { works npm && works node; }; then
        echo "npm is not installed: the bench leaves medici out"
        return 0
    fi
    echo "installing medici with npm"
    # shellcheck disable=SC2086 # the packages are words
    if npm install --prefix "$environment/medici" --no-save --no-audit --no-fund --ignore-scripts \
        $packages </dev/null >>"$log" 2>&1; then
        touch "$stamp"
    else
        echo "npm could not install medici (see $log): the bench leaves it out"
    fi
}

if ! synced; then
    find_uv || { install_uv && find_uv; } || fail "uv does not start; see $log"
    echo "installing the locked packages into $environment"
    # shellcheck disable=SC2086 # the groups are words
    UV_PROJECT_ENVIRONMENT=$environment UV_PYTHON_DOWNLOADS=never \
        "$uv" sync --frozen --quiet --compile-bytecode $groups </dev/null
    touch "$environment/.synced"
fi

if [ "$environment" = var/bench ]; then install_medici; fi
