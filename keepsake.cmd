@echo off
rem Runs Keepsake with a JDK 25 or newer; see the file keepsake beside this one. In a source tree it builds on first use (never
rem for `mcp`); beside keepsake-server.jar, as in a release, nothing is ever built.
setlocal EnableExtensions DisableDelayedExpansion
set "ROOT=%~dp0"
set "APP=%ROOT%server\target\"
if exist "%ROOT%keepsake-server.jar" set "APP=%ROOT%"
set "JAR=%APP%keepsake-server.jar"
set "LOCK=%ROOT%.dev\build.lock"

if exist "%JAR%" if not exist "%LOCK%" goto run
if /i not "%~1"=="mcp" goto prepare
if exist "%JAR%" goto run
>&2 echo keepsake: not built yet: in %ROOT% run keepsake demo once, then start your client again.
exit /b 3

:prepare
if not exist "%ROOT%.dev" mkdir "%ROOT%.dev"
set /a WAITED=0
rem The lock is an open file, which Windows closes with the process that holds it, however that ends. Tried in silence first.
:take_lock
set "BUILT="
2>nul (9>"%LOCK%" (call )) && 9>"%LOCK%" call :build
if defined BUILT del "%LOCK%" 2>nul
if "%BUILT%"=="yes" goto run
if defined BUILT exit /b 3
if %WAITED%==0 >&2 echo keepsake: waiting for a build that another start began, which holds "%LOCK%"
if %WAITED% geq 900 goto waited_too_long
set /a WAITED+=1
>nul ping -n 2 127.0.0.1
goto take_lock

:waited_too_long
>&2 echo keepsake: waited 15 minutes for another build; end the process that holds "%LOCK%"
exit /b 3

rem Sets BUILT to yes or no.
:build
set "BUILT=yes"
if exist "%JAR%" exit /b 0
set "BUILT=no"
call :find_jdk javac.exe
if not defined JDK goto no_jdk
>&2 echo keepsake: building, once; this takes a minute or two
pushd "%ROOT%"
set "CALLER_JAVA_HOME=%JAVA_HOME%"
set "JAVA_HOME=%JDK%"
call mvnw.cmd -q -Dmaven.test.skip=true package <nul 1>&2
if "%ERRORLEVEL%"=="0" set "BUILT=yes"
set "JAVA_HOME=%CALLER_JAVA_HOME%"
popd
if "%BUILT%"=="no" >&2 echo keepsake: the build failed; its reason is above.
exit /b 0

:run
call :find_jdk java.exe
if not defined JDK goto no_jdk
for %%h in ("%JDK%") do set "NOTE_NAME=%%~nxh.note"
for %%f in ("%JAR%") do set "KEY=%JDK% %JDK_RUNTIME% %%~ff %%~tf %%~zf"
for %%f in ("%APP%lib\keepsake-*.jar") do call set "KEY=%%KEY%% %%~tf %%~zf"
set "FOLDER=%APP%aot"
set "CACHE="
if /i "%~1"=="warm" goto warm
if /i "%KEEPSAKE_AOT_CACHE%"=="off" goto start
call :read_note "%APP%aot\%NOTE_NAME%"
if not defined NOTED call :read_note "%LOCALAPPDATA%\keepsake\aot\%NOTE_NAME%"
if not defined NOTED call :warm_beside

rem which collector and compiler: eval/decisions/0005-start-up.md
:start
set "TUNING=-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx768m"
if /i "%~1"=="serve" set "TUNING=-XX:+UseSerialGC -Xmx768m"
if /i "%~1"=="mcp" set "TUNING=-XX:+UseSerialGC -Xmx768m"
set "AOT="
if defined CACHE set "AOT="-XX:AOTCache=%CACHE%""
rem a person's console shows UTF-8 for as long as this runs
set "CODE_PAGE="
if /i not "%~1"=="mcp" for /f "tokens=2 delims=:." %%c in ('chcp') do set "CODE_PAGE=%%c"
if defined CODE_PAGE >nul chcp 65001
"%JDK%\bin\java.exe" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -Xlog:disable -Xlog:all=warning:stderr -Xlog:aot*=off:stderr -Xlog:cds*=off:stderr -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8 -Dai.djl.offline=true -DOPT_OUT_TRACKING=true %TUNING% %AOT% %KEEPSAKE_JAVA_OPTS% -jar "%JAR%" %*
set "STATUS=%ERRORLEVEL%"
if defined CODE_PAGE >nul chcp %CODE_PAGE%
exit /b %STATUS%

rem `keepsake warm`: the folder of the jars if it can be written, else the user's
:warm
mkdir "%FOLDER%" 2>nul
(>"%FOLDER%\writable.part" rem) 2>nul
if exist "%FOLDER%\writable.part" (del "%FOLDER%\writable.part") else set "FOLDER=%LOCALAPPDATA%\keepsake\aot"
"%JDK%\bin\java.exe" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -Xlog:disable -Xlog:all=warning:stderr -Xlog:aot*=off:stderr -Xlog:cds*=off:stderr -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8 -Dai.djl.offline=true -DOPT_OUT_TRACKING=true -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx768m -jar "%JAR%" %* "--note=%FOLDER%\%NOTE_NAME%" "--key=%KEY%"
exit /b %ERRORLEVEL%

rem Sets NOTED if %1 is a note for this JDK and these jars, and CACHE to what it names.
:read_note
set "NOTED="
if not exist "%~1" exit /b 0
set "NAMED="
set "NOTED_KEY="
for /f "usebackq tokens=1* delims=:" %%a in (`findstr /n "^" "%~1"`) do (
  if "%%a"=="1" set "NAMED=%%b"
  if "%%a"=="2" set "NOTED_KEY=%%b"
)
if not "%NOTED_KEY%"=="%KEY%" exit /b 0
if not defined NAMED set "NOTED=failed"
if not defined NAMED exit /b 0
if not exist "%~dp1%NAMED%" exit /b 0
set "NOTED=%~1"
set "CACHE=%~dp1%NAMED%"
exit /b 0

rem In a window of its own that is not shown: a child would hold the client's pipes open.
:warm_beside
set "LAUNCHER=%~f0"
powershell -NoProfile -NonInteractive -Command "Start-Process -WindowStyle Hidden -FilePath $env:LAUNCHER -ArgumentList warm" <nul >nul 2>nul
exit /b 0

:no_jdk
>&2 echo keepsake: needs a JDK 25 or newer and found none: install one, for example Temurin 25 from https://adoptium.net, and set JAVA_HOME to it if it is not found then.
exit /b 3

:find_jdk
set "JDK="
set "JDK_RUNTIME="
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
for /f tokens^=2^ delims^=^=^" %%v in ('findstr /b "JAVA_RUNTIME_VERSION=" "%~1\release"') do set "JDK_RUNTIME=%%v"
exit /b 0
