@echo off
rem Runs alyx-transfer; in a source tree it first builds what is missing (after changes to the sources: mvn package).
setlocal
set "HOME_DIR=%~dp0.."
if not exist "%HOME_DIR%\pom.xml" goto distribution
if exist "%HOME_DIR%\cli\target\lib" goto built
echo alyx-transfer: building (once; needs Java 17, Maven and the network) ... 1>&2
pushd "%HOME_DIR%"
call mvn -q -B package -pl cli -am -Dmaven.test.skip=true -Dspotless.check.skip=true -Ddistribution.skip=true 1>&2
if errorlevel 1 (popd & exit /b 2)
popd
:built
set "JARS=%HOME_DIR%\cli\target\lib\*"
goto run
:distribution
set "JARS=%HOME_DIR%\lib\*"
:run
set "JAVA=java"
if exist "%JAVA_HOME%\bin\java.exe" set "JAVA=%JAVA_HOME%\bin\java.exe"
"%JAVA%" -Xmx256m -XX:+UseSerialGC -XX:+IgnoreUnrecognizedVMOptions ^
    -XX:Tier4InvocationThreshold=50000 -XX:Tier4MinInvocationThreshold=20000 ^
    -XX:Tier4CompileThreshold=100000 -XX:Tier4BackEdgeThreshold=400000 ^
    -XX:CompileCommand=quiet "-XX:CompileCommand=CompileThresholdScaling,com/sun/crypto/provider/*.*,0.005" ^
    "-XX:CompileCommand=CompileThresholdScaling,sun/security/provider/MD5*.*,0.005" ^
    "-XX:CompileCommand=CompileThresholdScaling,sun/security/provider/DigestBase.*,0.005" ^
    -XX:+UnlockDiagnosticVMOptions -XX:-C1UpdateMethodData -XX:-C1ProfileCalls -XX:-C1ProfileVirtualCalls ^
    -XX:-C1ProfileInlinedCalls -XX:-C1ProfileBranches -XX:-C1ProfileCheckcasts ^
    -Djdk.console=java.base %ALYX_TRANSFER_JAVA_OPTS% -cp "%JARS%" org.alyxtransfer.cli.Main %*
exit /b %ERRORLEVEL%
