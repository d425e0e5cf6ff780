// Gitea as a program of its own: its main package cannot be installed by `go install`, since its go.mod replaces modules.
package main

import (
	"os"
	"time"

	"code.gitea.io/gitea/cmd"
	"code.gitea.io/gitea/modules/log"
	"code.gitea.io/gitea/modules/setting"
)

func main() {
	setting.AppVer = "1.26.0"
	setting.AppStartTime = time.Now().UTC()
	_ = cmd.RunMainApp(cmd.NewMainApp(cmd.AppVersion{Version: setting.AppVer}), os.Args...)
	log.GetManager().Close()
}
