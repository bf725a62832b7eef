# syntax=docker/dockerfile:1
# The server with a Java runtime of its own, linked from the modules that it and its libraries use.
FROM eclipse-temurin:25-jdk-noble AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.m2 ./mvnw -q --batch-mode -Dmaven.test.skip=true package
RUN jlink --output /opt/java --strip-debug --no-header-files --no-man-pages --compress zip-6 --generate-cds-archive --add-modules \
  java.base,java.compiler,java.desktop,java.instrument,java.logging,java.management,java.naming,java.net.http,java.prefs,java.security.jgss,java.sql,java.xml,jdk.crypto.ec,jdk.jfr,jdk.management,jdk.unsupported,jdk.zipfs
RUN mkdir -p /opt/keepsake/lib \
  && cp keepsake LICENSE README.md server/target/keepsake-server.jar /opt/keepsake/ \
  && cp server/target/lib/*.jar .mvn/jdk.sh /opt/keepsake/lib/

FROM ubuntu:noble
# the model's runtime is C++
RUN apt-get -qq update && apt-get -qq -y install --no-install-recommends libstdc++6 ca-certificates && rm -rf /var/lib/apt/lists/* \
  && useradd --system --create-home --home-dir /var/lib/keepsake --shell /usr/sbin/nologin keepsake
COPY --from=build /opt/java /opt/java
COPY --from=build /opt/keepsake /opt/keepsake
ENV KEEPSAKE_JAVA_HOME=/opt/java KEEPSAKE_HOME=/var/lib/keepsake LANG=C.UTF-8
# the file that makes starts fast lies beside the jars, for every user of the image
RUN ln -s /opt/keepsake/keepsake /usr/local/bin/keepsake && keepsake warm
USER keepsake
WORKDIR /var/lib/keepsake
VOLUME /var/lib/keepsake
EXPOSE 5337
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=5s --timeout=3s --start-period=30s --retries=5 \
  CMD ["/bin/bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/5337 && printf 'GET /health/ready HTTP/1.0\\r\\nHost: 127.0.0.1:5337\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '"]
ENTRYPOINT ["/opt/keepsake/keepsake"]
CMD ["serve"]
