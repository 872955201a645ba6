#!/bin/bash
# What needs a Mac: Python, the launcher, the signatures, the disk image. Written without a Mac, and not tried yet.
#
#     ./on-a-mac.sh python-3.11.9-macos11.pkg
#
# It lies beside Pledgebook.app, in the folder that `build_installer.py pack macos` packed, and needs the command line tools of
# Xcode (xcode-select --install). The package of Python is the official one, from
# https://www.python.org/downloads/release/python-3119/; it is not installed, only unpacked.
#
#     SIGN_AS="Developer ID Application: NAME (TEAM)"   who signs; without it the signature is good for this Mac alone
#     NOTARY=profile                                    a profile of `xcrun notarytool store-credentials`, to have it notarised
set -euo pipefail
cd "$(dirname "$0")"

PACKAGE=${1:?"Which package of Python? Please run: ./on-a-mac.sh python-3.11.9-macos11.pkg"}
SHA256=b6cfdee2571ca56ee895043ca1e7110fb78a878cee3eb0c21accb2de34d24b55
MAKER='Python Software Foundation (BMM5U3QVKW)'
APP=Pledgebook.app
FRAMEWORK=$APP/Contents/Frameworks/Python.framework
HOME_OF_PYTHON=$FRAMEWORK/Versions/3.11
SIGN_AS=${SIGN_AS:--}
NOTARY=${NOTARY:-}

stop() {
    printf '%s\n' "$@" >&2
    exit 2
}

[ "$(uname -s)" = Darwin ] || stop "This has to run on a Mac."
[ -d "$APP/Contents/Resources/runtime" ] || stop "$APP is not beside this script. Please unpack the whole zip again."
command -v clang >/dev/null || stop "The command line tools are missing. Please run: xcode-select --install"

# 1. Python, as its makers signed it, without what no installed program uses; and of everything what this kind of Mac runs.
[ "$(shasum -a 256 "$PACKAGE" | cut -d ' ' -f 1)" = "$SHA256" ] || stop "$PACKAGE is not the package that was pinned: $SHA256"
pkgutil --check-signature "$PACKAGE" | grep -qF "$MAKER" || stop "$PACKAGE is not signed by the $MAKER."
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT
[ ! -d "$FRAMEWORK" ] || stop "This was done before. Please unpack the zip again."
pkgutil --expand-full "$PACKAGE" "$WORK/python"
PAYLOAD=$(find "$WORK/python" -type d -path '*Python_Framework.pkg/Payload' | head -n 1)
[ -d "$PAYLOAD/Versions/3.11" ] || stop "$PACKAGE has no framework of Python 3.11 inside."
ditto --arch arm64 "$APP" "$WORK/$APP"
rm -rf "$APP"
ditto "$WORK/$APP" "$APP"
mkdir -p "$APP/Contents/Frameworks"
ditto --arch arm64 "$PAYLOAD" "$FRAMEWORK"
cp -R "$HOME_OF_PYTHON/include" "$WORK/include"
LIBRARY=$HOME_OF_PYTHON/lib/python3.11
rm -rf "${HOME_OF_PYTHON:?}"/{bin,etc,include,share,Frameworks,Headers,Resources/Python.app,Resources/English.lproj} \
    "$FRAMEWORK/Headers" "${HOME_OF_PYTHON:?}"/lib/{pkgconfig,libtcl*,libtk*,tcl*,tk*,Tk*,itcl*,tdbc*,thread*,libform*,libmenu*,libpanel*} \
    "$LIBRARY"/{test,idlelib,tkinter,turtledemo,lib2to3,ensurepip,venv,distutils,site-packages,pydoc_data,config-3.11-darwin} \
    "$LIBRARY"/lib-dynload/{_tkinter,_test*,_ctypes_test,xx*,_xx*}.*.so
find "$LIBRARY" -name __pycache__ -type d -prune -exec rm -rf {} +

# 2. The launcher, which is one process with Python.
mkdir -p "$APP/Contents/MacOS"
clang -arch arm64 -mmacosx-version-min=13.0 -Os -Wall -I "$WORK/include/python3.11" launcher.c \
    "$HOME_OF_PYTHON/Python" -o "$APP/Contents/MacOS/Pledgebook"
BEFORE=$(otool -D "$HOME_OF_PYTHON/Python" | tail -n 1)
INSIDE=@executable_path/../Frameworks/Python.framework/Versions/3.11/Python
install_name_tool -id "$INSIDE" "$HOME_OF_PYTHON/Python"
install_name_tool -change "$BEFORE" "$INSIDE" "$APP/Contents/MacOS/Pledgebook"
# What Python carries itself is looked for where its installer would have put it.
find "$HOME_OF_PYTHON" -type f \( -name '*.so' -o -name '*.dylib' \) -print0 | while IFS= read -r -d '' each; do
    otool -L "$each" | awk '/\/Library\/Frameworks\/Python.framework\// {print $1}' | while IFS= read -r name; do
        install_name_tool -change "$name" "@executable_path/../${name#/Library/}" "$each"
    done
done

# 3. It has to work before it is signed, and to be the version that it says it is.
VERSION=$(/usr/libexec/PlistBuddy -c 'Print CFBundleShortVersionString' "$APP/Contents/Info.plist")
codesign --force --deep --sign - "$APP"
"$APP/Contents/MacOS/Pledgebook" --version | grep -qF "$VERSION" || stop "$APP does not start."

# 4. Signatures, from the inside outwards: each library, each framework, the app.
TIME=--timestamp
[ "$SIGN_AS" != - ] || TIME=--timestamp=none
sign() { codesign --force --options runtime "$TIME" --sign "$SIGN_AS" "$@"; }
find "$APP" -type f \( -name '*.so' -o -name '*.dylib' \) -print0 | while IFS= read -r -d '' each; do sign "$each"; done
find "$APP" -type d -name '*.framework' -prune -print0 | while IFS= read -r -d '' each; do sign "$each"; done
sign --entitlements entitlements.plist "$APP"
codesign --verify --deep --strict --verbose=2 "$APP"

# 5. The disk image, with the app and the way to the folder of programs.
IMAGE=Pledgebook-$VERSION-macos-arm64.dmg
mkdir "$WORK/image"
ditto "$APP" "$WORK/image/$APP"
ln -s /Applications "$WORK/image/Applications"
rm -f "$IMAGE"
hdiutil create -volname "Pledgebook $VERSION" -srcfolder "$WORK/image" -fs HFS+ -format UDZO "$IMAGE"
if [ "$SIGN_AS" != - ]; then
    codesign --sign "$SIGN_AS" --timestamp "$IMAGE"
fi
if [ -n "$NOTARY" ]; then
    xcrun notarytool submit "$IMAGE" --keychain-profile "$NOTARY" --wait
    xcrun stapler staple "$IMAGE"
    spctl --assess --type open --context context:primary-signature --verbose "$IMAGE"
fi
echo "$IMAGE"
