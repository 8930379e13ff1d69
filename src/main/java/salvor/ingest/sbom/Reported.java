package salvor.ingest.sbom;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.evidence.ObservedTime;
import salvor.evidence.RecordRef;
import salvor.evidence.TimeText;
import salvor.ingest.Sink;
import salvor.workload.ImageDigest;
import salvor.workload.ImageReport;
import salvor.workload.ImageReport.Origin;
import salvor.workload.ImageReport.Secret;
import salvor.workload.ImageReport.Software;
import salvor.workload.ImageReport.Vulnerability;
import salvor.workload.Inventory;

/** A report on an image, in the making. */
final class Reported {
  private static final int MOST = 200_000;
  private static final int MOST_NAMES = 200;
  private static final int LONGEST = 4096;

  private final Sink sink;
  private final RecordRef ref;
  private final boolean record;
  private final Set<ImageDigest> digests = new LinkedHashSet<>();
  private final Set<String> names = new LinkedHashSet<>();
  private final List<Software> software = new ArrayList<>();
  private final List<Vulnerability> vulnerabilities = new ArrayList<>();
  private final List<Secret> secrets = new ArrayList<>();
  private final List<Runnable> later = new ArrayList<>();
  private Origin origin;
  private @Nullable String tool;
  private @Nullable Long time;
  private @Nullable String platform;
  private @Nullable String system;
  private boolean searched;
  private boolean whole = true;
  private long number;

  /**
   * @param record whether the report is one record of many, which is accounted for as one; a
   *     document's parts are accounted for one by one
   */
  Reported(Origin origin, RecordRef ref, boolean record, Sink sink) {
    this.origin = origin;
    this.ref = ref;
    this.record = record;
    this.sink = sink;
  }

  /** Another report that stands within this one. */
  Reported another() {
    number++;
    Reported other = new Reported(origin, ref, record, sink);
    other.tool = tool;
    other.time = time;
    return other;
  }

  /** It was wrapped in an object of the cluster. */
  void within(Origin wrapping) {
    origin = wrapping;
  }

  /** The digest that a text holds, plain or as a package URL has it. */
  void digest(@Nullable String text) {
    if (text != null && text.length() < LONGEST && digests.size() < MOST_NAMES) {
      ImageDigest.in(text.replace("%3A", ":").replace("%3a", ":")).ifPresent(digests::add);
    }
  }

  void name(@Nullable String name) {
    if (name != null && !name.isEmpty() && names.size() < MOST_NAMES) {
      names.add(brief(name));
    }
  }

  void platform(@Nullable String of, @Nullable String architecture) {
    platform = of == null || architecture == null ? platform : brief(of + "/" + architecture);
  }

  void system(@Nullable String name, @Nullable String version) {
    system = name == null ? system : brief(version == null ? name : name + " " + version);
  }

  void tool(@Nullable String name, @Nullable String version) {
    boolean told = version != null && !version.startsWith("[");
    tool = name == null ? tool : brief(told ? name + " " + version : name);
  }

  /** When the report was made; a time without a zone is none. */
  void time(@Nullable String text) {
    time = TimeText.read(text).map(ObservedTime::nanos).orElse(time);
  }

  /** It leaves things out, so that what it does not list may be there. */
  void partly(String why) {
    whole = false;
    sink.note(why);
  }

  /** It tells of vulnerabilities, also where there are none. */
  void searched() {
    searched = true;
  }

  void software(Software one) {
    number++;
    if (software.size() < MOST) {
      software.add(one);
      account("software of an image, used as context");
    } else {
      tooMany();
    }
  }

  /**
   * A vulnerability of some packages.
   *
   * @param of for each package, of which there may be none
   */
  void vulnerability(List<Vulnerability> of) {
    number++;
    searched = true;
    if (vulnerabilities.size() + of.size() > MOST) {
      tooMany();
    } else {
      vulnerabilities.addAll(of);
      account("vulnerability of an image, used as context");
    }
  }

  void secret(Secret one) {
    number++;
    if (secrets.size() < MOST) {
      secrets.add(one);
      account("secret in an image, used as context");
    } else {
      tooMany();
    }
  }

  /** Parts that are understood and not kept. */
  void passed(String what, long count) {
    number += count;
    if (!record) {
      sink.skipped(what, count);
    }
  }

  private void tooMany() {
    unclear("more than is read of one image");
  }

  /** A part that could not be understood. */
  void unclear(String why) {
    number++;
    whole = false;
    if (record) {
      sink.note("a part of the report could not be read: " + why);
    } else {
      sink.unreadable(new RecordRef(ref.source(), number, ref.offset(), 0), why);
    }
  }

  private void account(String as) {
    if (!record) {
      sink.skipped(as);
    }
  }

  /** To be done when all of the report has been read. */
  void later(Runnable rest) {
    later.add(rest);
  }

  /** The packages so far. */
  List<Software> software() {
    return software;
  }

  Set<ImageDigest> digests() {
    return digests;
  }

  Set<String> names() {
    return names;
  }

  @Nullable String platform() {
    return platform;
  }

  /** All was read, or all that there is. */
  void end() {
    later.forEach(Runnable::run);
    later.clear();
    if (record) {
      sink.skipped("report on an image, used as context");
    }
    if (!searched && software.isEmpty() && secrets.isEmpty()) {
      if (!record && number == 0) {
        sink.note("a report that lists nothing");
      }
      return;
    }
    if (digests.isEmpty()) {
      sink.note("names no image digest, so no container can be told to be of this image");
    }
    if (searched && vulnerabilities.isEmpty() && whole) {
      sink.note("tells of no vulnerability");
    }
    sink.inventory(Inventory.of(report()));
  }

  private ImageReport report() {
    return new ImageReport(
        origin,
        tool == null ? "" : tool,
        time,
        ref.source(),
        ref.offset(),
        List.copyOf(digests),
        List.copyOf(names),
        platform,
        system,
        whole,
        searched,
        software,
        vulnerabilities,
        secrets);
  }

  /** A text that is not longer than is of use. */
  static String brief(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
  }
}
