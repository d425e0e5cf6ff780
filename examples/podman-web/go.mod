module example.com/podman-web

go 1.22
