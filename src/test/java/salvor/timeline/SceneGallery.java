package salvor.timeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import salvor.baseline.Judgement;
import salvor.evidence.Activity;
import salvor.evidence.Endpoint;
import salvor.workload.Location;

/** Draws made-up incidents into a folder, to be looked at: {@code SceneGallery target/gallery}. */
public final class SceneGallery {
  private static final long SECOND = 1_000_000_000L;

  private SceneGallery() {}

  public static void main(String[] args) throws IOException {
    Path folder = Files.createDirectories(Path.of(args.length > 0 ? args[0] : "target/gallery"));
    write(incident(), folder, "incident");
    write(new Scene().model(), folder, "empty");
    write(new Scene().started(Synthetic.START, "web-1", Scene.OUT).model(), folder, "single");
    write(Synthetic.needle(300_000, 200, 72L * 3600 * SECOND, 7).model(), folder, "many");
  }

  private static void write(TimelineModel model, Path folder, String name) throws IOException {
    String title = "Web shell in shop/web";
    String subtitle =
        "falco.jsonl.gz, audit.jsonl.gz and 12 more files, judged by shop.baseline.json";
    TimelinePicture.of(model, title, subtitle, Palette.LIGHT)
        .write(folder.resolve(name + "-light.png"));
    TimelinePicture.of(model, title, subtitle, Palette.DARK)
        .write(folder.resolve(name + "-dark.png"));
  }

  static TimelineModel incident() {
    Scene scene = new Scene();
    SplittableRandom random = new SplittableRandom(3);
    String[][] pods = {
      {"web", "web-5468d8c4df-8ppl7", "web"},
      {"web", "web-5468d8c4df-k2x9q", "web"},
      {"pay", "pay-75d8fd44df-klqbd", "pay"},
      {"pay", "pay-75d8fd44df-zz81k", "pay"},
      {"cache", "cache-0", "cache"},
      {"cache", "cache-1", "cache"}
    };
    for (String[] pod : pods) {
      Location at = Scene.at(pod[0], pod[1], pod[2]);
      boolean judged = !pod[0].equals("cache");
      for (int i = 0; i < 900; i++) {
        long time = Synthetic.START + (long) (random.nextDouble() * 540 * SECOND);
        scene.add(
            time,
            at,
            "/app/" + pod[0],
            new Activity.FileOpened("/etc/hosts", null),
            judged ? Scene.IN : Scene.UNKNOWN);
      }
      for (int i = 0; i < 54; i++) {
        scene.add(
            Synthetic.START + i * 10 * SECOND,
            at,
            "/bin/test",
            new Activity.ProcessStarted(),
            Scene.EXPLAINED);
      }
    }
    attack(scene, Scene.at("web", "web-5468d8c4df-8ppl7", "web"));
    scene.add(
        Synthetic.START + 300 * SECOND,
        Location.UNKNOWN,
        "",
        new Activity.EventsLost(120, "drop"),
        Scene.UNKNOWN);
    scene.add(null, Location.UNKNOWN, "x", new Activity.ProcessStarted(), Scene.UNKNOWN);
    for (int i = 0; i < 40; i++) {
      scene.add(
          Synthetic.START + i * 13 * SECOND,
          Location.UNKNOWN,
          "",
          new Activity.ApiRequest(
              "list",
              "pods",
              null,
              "shop",
              null,
              i % 3 == 0 ? "system:serviceaccount:kube-system:logship" : "alice",
              null,
              null,
              null,
              null,
              200,
              null),
          Scene.UNKNOWN);
    }
    return scene.model();
  }

  private static void attack(Scene scene, Location at) {
    long begin = Synthetic.START + 365 * SECOND;
    String[] programs = {
      "/bin/sh",
      "/usr/bin/id",
      "/bin/cat",
      "/usr/bin/curl",
      "/tmp/.x",
      "/bin/rm",
      "/bin/bash\u0007",
      "/usr/bin/nc"
    };
    for (int i = 0; i < programs.length; i++) {
      Judgement judged = i == 0 ? Scene.NEAR : Scene.OUT;
      scene.add(begin + i * 14 * SECOND, at, programs[i], new Activity.ProcessStarted(), judged);
    }
    Endpoint peer = new Endpoint("203.0.113.77", 3333, null);
    scene.add(
        begin + 60 * SECOND,
        at,
        "/tmp/.x",
        new Activity.ConnectionOpened(Endpoint.NONE, peer, "tcp"),
        Scene.OUT);
    scene.add(
        begin + 66 * SECOND,
        at,
        "/tmp/.x",
        new Activity.Alert("Miner", "Critical", "m", null),
        Scene.OUT);
    scene.add(
        begin + 90 * SECOND,
        Scene.at("pay", "pay-75d8fd44df-klqbd", "pay"),
        "memfd:x",
        new Activity.ProcessStarted(),
        Scene.OUT);
    for (int i = 0; i < 30; i++) {
      scene.add(
          begin + (20 + i) * SECOND,
          at,
          "/tmp/.x",
          new Activity.FileOpened("/proc/" + i, null),
          i % 2 == 0 ? Scene.NEAR : Scene.RATE);
    }
  }
}
