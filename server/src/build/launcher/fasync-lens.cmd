@echo off
rem Starts Fasync Lens on the Java runtime beside it; the package without one takes the Java 25 of JAVA_HOME or PATH.
rem FASYNC_LENS_JAVA_OPTS adds options, for example -Xmx1g.
setlocal DisableDelayedExpansion
set "FL_HOME=%~dp0.."

rem Options meant for other Java programs could keep this runtime from starting.
set "JAVA_TOOL_OPTIONS="
set "JDK_JAVA_OPTIONS="
set "_JAVA_OPTIONS="

rem A command is over soon, a server stays: each has its own options and its own cache.
set "FL_MODE=cli"
set "FL_FLAGS=@COMMAND_FLAGS@"
if "%~1"=="server" set "FL_MODE=lsp"
if "%~1"=="server" set "FL_FLAGS=@SERVER_FLAGS@"
set "FL_CACHE=-Xshare:auto"
if exist "%FL_HOME%\lib\%FL_MODE%-@BUILD@.aot" set "FL_CACHE=-XX:AOTCache=%FL_HOME%\lib\%FL_MODE%-@BUILD@.aot"

set "FL_JAVA=%FL_HOME%\runtime\bin\java.exe"
set "FL_NATIVE=-Dfasynclens.native=%FL_HOME%\lib\native\@NATIVE@"
if not exist "%FL_JAVA%" (
  rem Without its file the library is unpacked from the jar, into the user's cache.
  set "FL_NATIVE=-Xshare:auto"
  set "FL_JAVA=java.exe"
  if defined JAVA_HOME set "FL_JAVA=%JAVA_HOME%\bin\java.exe"
)

rem JVM messages must not reach standard output: they would end up in a report.
"%FL_JAVA%" -Xlog:disable -Xlog:all=error:stderr "%FL_CACHE%" %FL_FLAGS% -Dfasynclens.build=@BUILD@ "-Dfasynclens.pages=%FL_HOME%\rules" "%FL_NATIVE%" %FASYNC_LENS_JAVA_OPTS% -jar "%FL_HOME%\lib\fasync-lens.jar" %*
exit /b %ERRORLEVEL%
