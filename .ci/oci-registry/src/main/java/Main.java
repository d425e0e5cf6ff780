import io.github.sgtsilvio.oci.registry.DistributionRegistryStorage;
import io.github.sgtsilvio.oci.registry.OciRegistryHandler;
import java.nio.file.Path;
import reactor.netty.http.server.HttpServer;

/** Serves the registry of io.github.sgtsilvio:oci-registry at a port of 127.0.0.1: {@code Main PORT FOLDER}. */
class Main {
  public static void main(String[] arguments) {
    var handler = new OciRegistryHandler(new DistributionRegistryStorage(Path.of(arguments[1])));
    HttpServer.create().host("127.0.0.1").port(Integer.parseInt(arguments[0])).handle(handler).bindNow().onDispose().block();
  }
}
