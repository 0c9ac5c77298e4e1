# syntax=docker/dockerfile:1

# docker build --tag nyckel .
# docker run --read-only --volume nyckel-data:/data --env-file .env --publish 3978:3978 nyckel

FROM node:24-slim AS build
WORKDIR /build
COPY package.json package-lock.json ./
# Nothing here needs an install script: the image has Node.js, and esbuild finds its program by itself.
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY tsconfig.json LICENSE ./
COPY scripts/ scripts/
COPY src/ src/
RUN node scripts/build.ts dist && rm dist/nyckel.zip && mkdir data

FROM node:24-slim
ENV NODE_ENV=production PORT=3978 STORE=sqlite:/data/nyckel.db
WORKDIR /app
COPY --from=build /build/dist/ ./
# A new volume takes over the owner of the folder that it is mounted on.
COPY --from=build --chown=node:node /build/data/ /data/
VOLUME /data
USER node
EXPOSE 3978
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then(answer => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# A core dump would hold passwords and tokens. prlimit becomes the program that it starts.
ENTRYPOINT ["prlimit", "--core=0:0", "--"]
# Node.js itself gets SIGTERM, and the bot lets running turns finish within 10 seconds.
STOPSIGNAL SIGTERM
CMD ["node", "--enable-source-maps", "nyckel.js"]
