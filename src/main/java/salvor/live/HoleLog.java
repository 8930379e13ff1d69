package salvor.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salvor.cluster.Gap;
import salvor.cluster.ObjectKind;
import salvor.cluster.Trouble;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes down, as it happens, when a sensor or a kind of objects was not heard: what is missing is
 * evidence as well. Each has files of its own. That it is not heard is written when it begins, so
 * that it is known also when recording ends before it is heard again; how it ended, afterwards.
 */
final class HoleLog implements AutoCloseable {
  private final Path folder;
  private final InstantSource clock;
  private final Map<String, Recorder> recorders = new LinkedHashMap<>();

  HoleLog(Path folder, InstantSource clock) {
    this.folder = folder;
    this.clock = clock;
  }

  /** A sensor is not heard any more. */
  void lost(Sensor sensor, Instant from, Trouble why) {
    write(FollowedSensors.named(sensor), of(sensor), "not-heard", from, null, why);
  }

  /** It is heard again, and so far nothing of it was missed. */
  void again(Sensor sensor, Instant from) {
    write(FollowedSensors.named(sensor), of(sensor), "heard-again", from, null, null);
  }

  /** It is heard again, or not looked for any more, and may have told what was missed. */
  void hole(Hole hole) {
    write(
        FollowedSensors.named(hole.sensor()),
        of(hole.sensor()),
        "not-heard",
        hole.from(),
        hole.to(),
        hole.why());
  }

  /** A kind of objects was not heard, and what came and went in between was not told. */
  void gap(ObjectKind kind, Gap gap) {
    write(kind.plural(), of(kind), "not-heard", gap.from(), gap.to(), gap.why());
  }

  /** A kind of objects is not heard any more. */
  void lost(ObjectKind kind, Instant from, Trouble why) {
    write(kind.plural(), of(kind), "not-heard", from, null, why);
  }

  /** It is heard again, and every change was told afterwards. */
  void again(ObjectKind kind, Instant from) {
    write(kind.plural(), of(kind), "heard-again", from, null, null);
  }

  private static ObjectNode of(ObjectKind kind) {
    return JsonMapper.shared().createObjectNode().put("watch", kind.plural());
  }

  private static ObjectNode of(Sensor sensor) {
    return JsonMapper.shared()
        .createObjectNode()
        .put("sensor", sensor.kind().id())
        .put("namespace", sensor.namespace())
        .put("pod", sensor.pod())
        .put("container", sensor.container())
        .put("node", sensor.node());
  }

  private synchronized void write(
      String name,
      ObjectNode of,
      String what,
      Instant from,
      @Nullable Instant to,
      @Nullable Trouble why) {
    ObjectNode record = JsonMapper.shared().createObjectNode();
    record.put("salvor", what).set("of", of);
    record.put("from", from.toString());
    record.put("to", to == null ? null : to.toString());
    if (why != null) {
      record.put(
          "why", why instanceof Trouble.Other(String said) ? said : why.getClass().getSimpleName());
    }
    try {
      Recorder recorder = recorders.get(name);
      if (recorder == null) {
        recorder = new Recorder(folder.resolve(name), clock);
        recorders.put(name, recorder);
      }
      recorder.line(record.toString().getBytes(StandardCharsets.UTF_8));
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
  }

  /** The files that were written. */
  synchronized List<Recorder.Segment> segments() {
    List<Recorder.Segment> all = new ArrayList<>();
    recorders.values().forEach(each -> all.addAll(each.segments()));
    return all;
  }

  /** How many lines were written. */
  synchronized long lines() {
    return recorders.values().stream().mapToLong(Recorder::lines).sum();
  }

  @Override
  public synchronized void close() throws IOException {
    for (Recorder each : recorders.values()) {
      each.close();
    }
  }
}
