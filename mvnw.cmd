@echo off
rem Runs the Maven pinned in .mvn\wrapper\maven-wrapper.properties and fetches it first if it is not there.
rem Needs a JDK and nothing else. JAVA_HOME is honoured; without it a JDK 25 is looked for, then java on the PATH is used.
rem MVNW_REPOURL names a mirror to fetch Maven from.
setlocal EnableExtensions DisableDelayedExpansion
set "FL_WRAPPER=%~dp0.mvn\wrapper"

if not defined JAVA_HOME if defined JAVA25_HOME set "JAVA_HOME=%JAVA25_HOME%"
if not defined JAVA_HOME for /d %%J in (
  "%ProgramFiles%\Eclipse Adoptium\jdk-25*"
  "%ProgramFiles%\Java\jdk-25*"
  "%ProgramFiles%\Microsoft\jdk-25*"
  "%ProgramFiles%\Amazon Corretto\jdk25*"
  "%ProgramFiles%\Zulu\zulu-25*"
  "%ProgramFiles%\BellSoft\LibericaJDK-25*"
  "%LOCALAPPDATA%\Programs\Eclipse Adoptium\jdk-25*"
  "%USERPROFILE%\scoop\apps\temurin25-jdk\curren*"
  "%USERPROFILE%\.jdks\*-25*"
) do if exist "%%~J\bin\javac.exe" set "JAVA_HOME=%%~J"

set "FL_JAVA=java"
if defined JAVA_HOME set "FL_JAVA=%JAVA_HOME%\bin\java.exe"
"%FL_JAVA%" -version >nul 2>&1
if errorlevel 1 (
  echo mvnw: no JDK found. Install a JDK 25, for example Temurin 25, or set JAVA_HOME. 1>&2
  exit /b 1
)

set "FL_VERSION="
set "FL_SHA512="
for /f "usebackq eol=# tokens=1,2 delims==" %%A in ("%FL_WRAPPER%\maven-wrapper.properties") do (
  if "%%A"=="mavenVersion" set "FL_VERSION=%%B"
  if "%%A"=="distributionSha512" set "FL_SHA512=%%B"
)
set "FL_USER=%USERPROFILE%\.m2"
if defined MAVEN_USER_HOME set "FL_USER=%MAVEN_USER_HOME%"
set "FL_MAVEN=%FL_USER%\wrapper\dists\apache-maven-%FL_VERSION%-%FL_SHA512:~0,12%"

if not exist "%FL_MAVEN%\bin\mvn.cmd" (
  "%FL_JAVA%" %MAVEN_OPTS% "%FL_WRAPPER%\FetchMaven.java" "%FL_WRAPPER%\maven-wrapper.properties" "%FL_MAVEN%"
  if errorlevel 1 exit /b 1
)
"%FL_MAVEN%\bin\mvn.cmd" %*
