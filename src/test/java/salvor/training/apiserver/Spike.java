package salvor.training.apiserver;

import java.nio.file.*;
import java.time.*;

class Spike {
  public static void main(String[] a) throws Exception {
    ApiResources rs = new ApiResources();
    var rec = salvor.training.Recording.read(Path.of("evidence-samples/webshell"), rs);
    var clock =
        new salvor.training.ReplayClock(
            InstantSource.system(),
            Instant.parse("2026-11-23T04:44:10Z"),
            Double.parseDouble(a[1]));
    var c = new salvor.training.PracticeCluster(rec, rs, 0, clock, InstantSource.system());
    c.writeKubeconfig(Path.of(a[0]));
    System.out.println("port " + c.port());
    int n = 0;
    while (true) {
      Thread.sleep(500);
      var r = c.requests();
      for (; n < r.size(); n++) System.out.println(r.get(n));
    }
  }
}
