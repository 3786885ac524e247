#!/usr/bin/env bash
# Makes the packages: one for this platform with the Java runtime, and a universal one that looks for a Java.
# They land in out/. Needs a packaged program (./mvnw package -DskipTests) and npm.
set -euo pipefail
cd "$(dirname "$0")"
dist=../server/target/dist/fasync-lens

[ -x "$dist/bin/fasync-lens" ] || {
  echo "build.sh: no packaged program; run ./mvnw package -DskipTests first" >&2
  exit 1
}
[ -d node_modules ] || npm ci --no-audit --no-fund

# What both packages hold. The pages of rules are part of the program.
rm -rf server sample schemas out/*.vsix
mkdir -p server/lib sample schemas
cp -R "$dist/rules" server/
cp "$dist/lib/fasync-lens.jar" server/lib/
cp ../rules/schema.json schemas/fasync-lens.schema.json
cp ../samples/drivers/echobox/echobox.c sample/
cp ../LICENSE LICENSE.txt
{
  cat ../THIRD-PARTY-NOTICES.txt
  for package in vscode-languageclient vscode-languageserver-protocol vscode-languageserver-types vscode-jsonrpc \
    semver minimatch brace-expansion balanced-match; do
    printf '\n%s\n\n' "$package"
    cat "node_modules/$package"/[Ll][Ii][Cc][Ee][Nn][Ss][Ee]*
  done
} >THIRD-PARTY-NOTICES.txt
node esbuild.mjs --minify

vsce() {
  node_modules/.bin/vsce package --no-dependencies --skip-license --allow-missing-repository "$@" >/dev/null
}

vsce --out out/fasync-lens-universal.vsix

case $(uname -sm) in
  "Linux x86_64") target=linux-x64 ;;
  "Linux aarch64") target=linux-arm64 ;;
  "Darwin arm64") target=darwin-arm64 ;;
  "Darwin x86_64") target=darwin-x64 ;;
  MINGW*x86_64) target=win32-x64 ;;
  *) target= ;;
esac
if [ -n "$target" ]; then
  rm -rf server
  cp -R "$dist" server
  # The cache of classes holds for a jar that was written at this second; the extension sets it after unpacking.
  # Commands run for longer than theirs would save.
  rm -f server/lib/cli-*.aot
  case $(uname -s) in
    Darwin) stat -f %m "$dist/lib/fasync-lens.jar" ;;
    *) stat -c %Y "$dist/lib/fasync-lens.jar" ;;
  esac >server/lib/fasync-lens.jar.written
  vsce --target "$target" --out "out/fasync-lens-$target.vsix"
fi
du -h out/*.vsix
