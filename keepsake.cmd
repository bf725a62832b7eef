@echo off
rem Runs Keepsake with a JDK 25 or newer, building it on first use (never for `mcp`); see the file keepsake beside this one.
setlocal EnableExtensions DisableDelayedExpansion
set "ROOT=%~dp0"
set "JAR=%ROOT%server\target\keepsake-server.jar"
set "LOCK=%ROOT%.dev\build.lock"

if exist "%JAR%" if not exist "%LOCK%" goto run
if /i not "%~1"=="mcp" goto prepare
if exist "%JAR%" goto run
>&2 echo keepsake: not built yet: in %ROOT% run keepsake demo once, then start your client again.
exit /b 3

:prepare
call :find_jdk javac.exe
if not defined JDK goto no_jdk
if not exist "%ROOT%.dev" mkdir "%ROOT%.dev"
set /a WAITED=0
:take_lock
mkdir "%LOCK%" 2>nul && goto build
if %WAITED%==0 >&2 echo keepsake: waiting for a build that another start began
if %WAITED% geq 900 goto waited_too_long
set /a WAITED+=1
>nul ping -n 2 127.0.0.1
goto take_lock

:waited_too_long
>&2 echo keepsake: waited 15 minutes for another build; if none runs, remove %LOCK%
exit /b 3

:build
if exist "%JAR%" goto built
>&2 echo keepsake: building, once; this takes a minute or two
pushd "%ROOT%"
set "CALLER_JAVA_HOME=%JAVA_HOME%"
set "JAVA_HOME=%JDK%"
call mvnw.cmd -q -Dmaven.test.skip=true package <nul 1>&2
set "STATUS=%ERRORLEVEL%"
set "JAVA_HOME=%CALLER_JAVA_HOME%"
popd
if not "%STATUS%"=="0" (
  rmdir "%LOCK%"
  >&2 echo keepsake: the build failed; its reason is above.
  exit /b 3
)
:built
rmdir "%LOCK%"

:run
call :find_jdk java.exe
if not defined JDK goto no_jdk
"%JDK%\bin\java.exe" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -Xlog:disable -Xlog:all=warning:stderr -XX:+UseSerialGC -Xmx768m -Dai.djl.offline=true -DOPT_OUT_TRACKING=true %KEEPSAKE_JAVA_OPTS% -jar "%JAR%" %*
exit /b %ERRORLEVEL%

:no_jdk
>&2 echo keepsake: needs a JDK 25 or newer and found none: install one, for example Temurin 25 from https://adoptium.net, and set JAVA_HOME to it if it is not found then.
exit /b 3

:find_jdk
set "JDK="
set "NEWEST=24"
if defined KEEPSAKE_JAVA_HOME (
  call :consider "%KEEPSAKE_JAVA_HOME%" %1
  exit /b 0
)
if defined JAVA_HOME call :consider "%JAVA_HOME%" %1
if defined JDK exit /b 0
for /f "delims=" %%j in ('where java 2^>nul') do for %%b in ("%%~dpj.") do for %%h in ("%%~dpb.") do if not defined JDK call :consider "%%~fh" %1
if defined JDK exit /b 0
for %%r in ("%ProgramFiles%\Java" "%ProgramFiles%\Eclipse Adoptium" "%ProgramFiles%\Microsoft" "%ProgramFiles%\Amazon Corretto" "%ProgramFiles%\Zulu" "%USERPROFILE%\.jdks") do (
  if exist "%%~r" for /d %%h in ("%%~r\*") do call :consider "%%~h" %1
)
exit /b 0

rem takes %1 as JDK if it has bin\%2 and is newer than what was found
:consider
if not exist "%~1\bin\%2" exit /b 0
if not exist "%~1\release" exit /b 0
for /f tokens^=2^ delims^=^=.^" %%v in ('findstr /b "JAVA_VERSION=" "%~1\release"') do call :newer "%~1" %%v
exit /b 0

:newer
set "FEATURE=%~2"
for /f "delims=-+" %%n in ("%FEATURE%") do set "FEATURE=%%n"
if %FEATURE% leq %NEWEST% exit /b 0
set "NEWEST=%FEATURE%"
set "JDK=%~1"
exit /b 0
