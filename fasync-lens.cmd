@echo off
rem Fasync Lens from a checkout: builds the program when it is missing, then runs it. After a change of the sources:
rem mvnw.cmd package -DskipTests
setlocal EnableExtensions DisableDelayedExpansion
set "FL_ROOT=%~dp0"
set "FL_TARGET=%FL_ROOT%server\target"
set "FL_LOCK=%FL_ROOT%server\.building"
if exist "%FL_TARGET%\dist\built" goto run

set /a FL_SECONDS=0
:lock
mkdir "%FL_LOCK%" 2>nul
if not errorlevel 1 goto build
if %FL_SECONDS%==0 echo Waiting for another build of Fasync Lens... 1>&2
if %FL_SECONDS% geq 1800 (
  echo fasync-lens: another build takes too long. If none runs, remove "%FL_LOCK%". 1>&2
  exit /b 3
)
set /a FL_SECONDS+=1
ping -n 2 127.0.0.1 >nul
goto lock

:build
if exist "%FL_TARGET%\dist\built" goto unlock
echo Building Fasync Lens (first use, about a minute)... 1>&2
if not exist "%FL_TARGET%" mkdir "%FL_TARGET%"
pushd "%FL_ROOT%"
call mvnw.cmd -B package -DskipTests >"%FL_TARGET%\build.log" 2>&1 <nul
set "FL_CODE=%ERRORLEVEL%"
popd
if not "%FL_CODE%"=="0" (
  rmdir "%FL_LOCK%"
  findstr /c:"ERROR" /c:"mvnw:" "%FL_TARGET%\build.log" 1>&2
  echo fasync-lens: the build failed; all it said is in "%FL_TARGET%\build.log" 1>&2
  exit /b 3
)
:unlock
rmdir "%FL_LOCK%"

:run
"%FL_TARGET%\dist\fasync-lens\bin\fasync-lens.cmd" %*
