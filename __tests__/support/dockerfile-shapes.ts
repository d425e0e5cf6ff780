/**
 * Final stages as public projects have them, written anew: what the 66 of the sample use, in the mix in which they use it.
 * The context and the stage `builder` have a program, certificates, zones, accounts and a few files.
 */
export const SHAPES: Readonly<Record<string, string>> = {
  'the smallest': 'COPY app /\nENTRYPOINT ["/app"]',
  'by CMD': 'ADD app /\nCMD ["/app"]',
  'one stage, one file': 'COPY --from=builder /src/app /app\nENTRYPOINT ["/app"]',
  'relative destination and program': 'COPY --from=builder /src/app .\nENTRYPOINT ["./app"]',
  'looked up in PATH': 'COPY --from=builder /src/app /usr/local/bin/app\nENTRYPOINT ["app"]\nCMD ["--help"]',
  'a PATH of its own': 'ENV PATH=$PATH:/opt/bin\nCOPY app /opt/bin/\nENTRYPOINT ["app"]',
  certificates:
    'COPY --from=builder /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/\nCOPY --from=builder /src/app /app\nENTRYPOINT ["/app"]',
  'certificates as a folder':
    'COPY --from=builder /etc/ssl/certs /etc/ssl/certs\nCOPY --from=builder /src/app /app\nENTRYPOINT ["/app"]',
  'certificates under another name':
    'COPY --from=builder /etc/ssl/certs/ca-certificates.crt /etc/ssl/cert.pem\nCOPY app /app\nENTRYPOINT ["/app"]',
  'zones and accounts':
    'COPY --from=builder /usr/share/zoneinfo /usr/share/zoneinfo\nCOPY --from=builder /etc/passwd /etc/group /etc/\nCOPY app /app\nUSER nobody\nENTRYPOINT ["/app"]',
  'a user by name':
    'COPY --from=builder /etc/passwd /etc/passwd\nCOPY --from=builder --chown=app /src/app /app\nUSER app\nENTRYPOINT ["/app"]',
  'a user and a group by name':
    'COPY --from=builder /etc/passwd /etc/passwd\nCOPY --from=builder /etc/group /etc/group\nCOPY --chown=app:staff conf /conf/\nCOPY app /app\nUSER app:staff\nENTRYPOINT ["/app"]',
  'a user by number': 'COPY app /app\nUSER 65532:65532\nENTRYPOINT ["/app"]',
  'a user from a variable': 'ARG UID=10001\nCOPY app /app\nUSER $UID:$UID\nENTRYPOINT ["/app"]',
  'labels with arguments':
    'ARG VERSION=1.0 REVISION\nLABEL org.example.version="$VERSION" \\\n      org.example.revision="$REVISION" \\\n      org.example.title="An app"\nCOPY app /app\nENTRYPOINT ["/app"]',
  'labels after the program':
    'COPY app /app\nENTRYPOINT ["/app"]\nARG VERSION=dev\nLABEL version=$VERSION maintainer="Leo <leo@example.org>"',
  ports: 'ENV PORT=8080\nCOPY app /app\nEXPOSE $PORT 9090/udp\nENTRYPOINT ["/app"]',
  'a volume from a variable': 'ENV DATA=/data\nCOPY app /app\nVOLUME $DATA\nWORKDIR $DATA\nENTRYPOINT ["/app"]',
  'a working directory': 'WORKDIR /srv\nCOPY app conf/app.yaml ./\nENTRYPOINT ["/srv/app"]',
  'several working directories': 'WORKDIR /opt\nWORKDIR app\nCOPY app .\nENTRYPOINT ["./app"]',
  'a health check':
    'COPY app /app\nHEALTHCHECK --interval=30s --timeout=3s --start-period=5s --retries=3 CMD ["/app", "health"]\nENTRYPOINT ["/app"]',
  'no health check': 'COPY app /app\nHEALTHCHECK NONE\nENTRYPOINT ["/app"]',
  'a stop signal': 'COPY app /app\nSTOPSIGNAL SIGINT\nENTRYPOINT ["/app"]',
  'by platform': 'ARG TARGETPLATFORM\nCOPY $TARGETPLATFORM/app /app\nENTRYPOINT ["/app"]',
  'by architecture':
    'ARG TARGETOS TARGETARCH\nLABEL arch=$TARGETARCH\nCOPY app-$TARGETOS-$TARGETARCH /usr/bin/app\nENTRYPOINT ["/usr/bin/app"]',
  'several stages': 'COPY --from=builder /src/app /app\nCOPY --from=tools /bin/tool /bin/tool\nENTRYPOINT ["/app"]',
  'an image in --from': 'COPY --from=docker.io/library/tools:1 /bin/tool /bin/tool\nCOPY app /app\nENTRYPOINT ["/app"]',
  'a file that may run': 'COPY --chmod=755 data.bin /usr/bin/app\nCMD ["/usr/bin/app"]',
  'globs and several sources':
    'COPY conf/*.yaml conf/app.toml /etc/app/\nCOPY app /app\nENTRYPOINT ["/app", "--config", "/etc/app/app.yaml"]',
  'a folder': 'COPY static /srv/static\nCOPY static/ /srv/again/\nCOPY app /app\nENTRYPOINT ["/app"]',
  'an archive': 'ADD rootfs.tar.gz /\nADD rootfs.tar.gz /again/\nCMD ["/app"]',
  'JSON form': 'COPY ["app", "/app"]\nENTRYPOINT ["/app"]\nCMD []',
  'a whole file system': 'COPY --from=tools / /\nCMD ["/bin/tool"]',
  'nothing that starts': 'COPY app /app',
  'an operator bundle':
    'LABEL operators.operatorframework.io.bundle.mediatype.v1=registry+v1\nLABEL operators.operatorframework.io.bundle.manifests.v1=manifests/\nCOPY conf /manifests/\nCOPY static /metadata/',
  'a place for temporary files':
    'COPY --from=builder --chown=1001:1001 /empty /tmp\nCOPY app /app\nUSER 1001\nENTRYPOINT ["/app"]',
  nsswitch: 'COPY --from=builder /etc/nsswitch.conf /etc/nsswitch.conf\nCOPY app /app\nENTRYPOINT ["/app"]',
  'environment in all forms': `ENV A=1 B="two words" C='$A'\nENV D the rest of it\nENV E=\${A:-x} F=\${NONE:-y} G="\${A:+z}"\nCOPY app /app\nENTRYPOINT ["/app"]`,
  'comments and continuation':
    '# the program\nCOPY \\\n  # from here\n  app \\\n\n  /app\n\nENTRYPOINT [ \\\n  "/app", \\\n  "serve" \\\n]',
  'lower case': 'copy app /app\nentrypoint ["/app"]\nuser 5',
  'a link that is copied': 'COPY link-to-app /app\nCOPY static/latest /latest\nENTRYPOINT ["/app"]',
};
