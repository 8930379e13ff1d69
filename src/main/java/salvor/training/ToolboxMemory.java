package salvor.training;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import salvor.training.Happening.RunningProcess;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The memory of a process as far as a recording tells it: the beginning of its program, and the
 * arguments and environment that lie on its stack. Nothing else is mapped, and nothing invented.
 */
final class ToolboxMemory {
  private static final long PROGRAM = 0x400000;
  private static final long STACK = 0x7ffd00000000L;
  private static final int PAGE = 4096;
  private static final Pattern RANGE =
      Pattern.compile("(?:0x)?([0-9a-f]{1,15})(?:-(?:0x)?([0-9a-f]{1,15}))?");
  private final TreeMap<Long, byte[]> mapped = new TreeMap<>();
  private final RunningProcess process;

  ToolboxMemory(Scene scene, RunningProcess process) {
    this.process = process;
    String at = "/proc/" + process.number() + "/";
    mapped.put(PROGRAM, pages(scene.read(at + "exe").orElse(new byte[0])));
    ByteArrayOutputStream stack = new ByteArrayOutputStream();
    stack.writeBytes(scene.read(at + "cmdline").orElse(new byte[0]));
    stack.writeBytes(scene.read(at + "environ").orElse(new byte[0]));
    mapped.put(STACK, pages(stack.toByteArray()));
  }

  private static byte[] pages(byte[] bytes) {
    return Arrays.copyOf(bytes, Math.max(1, (bytes.length + PAGE - 1) / PAGE) * PAGE);
  }

  /** The mappings, as {@code /proc/PID/maps} has them. */
  String maps() {
    return "%x-%x r-xp 00000000 00:2c 12 %s\n"
            .formatted(PROGRAM, PROGRAM + length(PROGRAM), process.executable())
        + "%x-%x rw-p 00000000 00:00 0 [stack]\n".formatted(STACK, STACK + length(STACK));
  }

  private int length(long from) {
    return mapped.getOrDefault(from, new byte[0]).length;
  }

  /** Runs {@code memory}, after the number of the process. */
  Commands.Outcome read(List<String> ranges, long most) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    long wanted = 0;
    boolean unmapped = false;
    for (String text : ranges) {
      Matcher range = RANGE.matcher(text);
      if (!range.matches()) {
        return Toolbox.wrongUse("not a range as maps writes it, START-END");
      }
      long start = Long.parseLong(range.group(1), 16);
      byte[] bytes =
          Optional.ofNullable(mapped.floorEntry(start)).map(e -> e.getValue()).orElse(new byte[0]);
      long base = Optional.ofNullable(mapped.floorKey(start)).orElse(0L);
      boolean inside = start - base < bytes.length;
      boolean alone = range.group(2) == null;
      long from = alone ? base : start;
      long to = alone ? base + bytes.length : Long.parseLong(range.group(2), 16);
      if (to < from) {
        return Toolbox.wrongUse("not a range as maps writes it, START-END");
      }
      wanted += to - from;
      unmapped |= !inside || to > base + bytes.length;
      if (inside) {
        int first = (int) (from - base);
        out.write(bytes, first, (int) Math.min(to - from, bytes.length - first));
      }
    }
    byte[] all = out.toByteArray();
    byte[] kept = Arrays.copyOf(all, (int) Math.min(all.length, most));
    ObjectNode said = JsonNodeFactory.instance.objectNode();
    said.put("bytes", kept.length).put("wanted", wanted).put("complete", kept.length == wanted);
    said.put("sha256", Commands.sha256(kept));
    if (kept.length < all.length) {
      said.put("truncated", "max-bytes");
    } else if (unmapped) {
      said.put("errno", "EIO");
    }
    return new Commands.Outcome(kept, said + "\n", 0, Duration.ZERO);
  }
}
