# The application as docker-compose.yml runs it: built with the project's own tools, run by an account without rights,
# without the embedded database and object store. Written where no Docker engine was at hand: its command and settings
# are run by a test (RunByOthersTests), the image itself is not.
FROM node:22-bookworm-slim AS node

FROM maven:3.9-eclipse-temurin-17 AS build
COPY --from=node /usr/local/bin/node /usr/local/bin/node
COPY --from=node /usr/local/lib/node_modules /usr/local/lib/node_modules
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
WORKDIR /src
COPY . .
RUN mvn -B -ntp -Dmaven.test.skip=true -pl app -am package

FROM eclipse-temurin:17-jre
RUN useradd --system --uid 10001 --create-home imprimatur
WORKDIR /opt/imprimatur
COPY --from=build /src/app/target/imprimatur/imprimatur.jar ./
COPY --from=build /src/app/target/imprimatur/lib ./lib
USER 10001
ENV LC_ALL=C.UTF-8 SERVER_ADDRESS=0.0.0.0 IMPRIMATUR_LOG_FORMAT=ecs
EXPOSE 8080
# Liveness, not readiness: a database that is away is no reason to start this again. Only public host names are answered.
HEALTHCHECK --interval=10s --timeout=5s --start-period=90s \
  CMD curl -fsS -o /dev/null -H "Host: ${IMPRIMATUR_PUBLIC_HOSTS%%,*}" http://127.0.0.1:8080/actuator/health/liveness
# -cp and not -jar, as in ./start: Tomcat finds the static files of Camunda's webapps only in jars that the class path
# names. The heap leaves room for the child process that looks into files, which may take 1 GB. Nothing is written but
# below /tmp, so the root file system may be read-only. Out of memory it ends, and is started again: it would otherwise go
# on without the threads that met the end of it.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=40", "-XX:+ExitOnOutOfMemoryError", "-Duser.timezone=UTC", "-Dfile.encoding=UTF-8", \
  "-cp", "imprimatur.jar:lib/*", "org.imprimatur.ImprimaturApplication"]
