package salvor.casefile;

import java.io.IOException;
import java.nio.IntBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.BitSet;
import java.util.List;
import salvor.baseline.Given;
import salvor.baseline.Judgement;
import salvor.baseline.Reason;
import salvor.baseline.Verdicts;
import salvor.jobs.Progress;
import salvor.triage.Filter;

/**
 * Measures storing, reopening and filtering a million rows. Arguments: {@code make|open}, a folder,
 * the number of rows. Run {@code open} in a process of its own: that is what an analyst waits for.
 */
final class CaseBenchmark {
  private CaseBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[1]);
    if (arguments[0].equals("make")) {
      make(folder, Integer.parseInt(arguments[2]));
    } else {
      open(folder);
    }
  }

  private static void make(Path folder, int rows) throws Exception {
    Files.createDirectories(folder);
    Path file = Files.writeString(folder.resolve("events.jsonl"), "x");
    Given given = Synthetic.many(rows);
    Verdicts verdicts =
        new Verdicts(IntBuffer.allocate(rows), List.of(Judgement.of(Reason.MATCHED)));
    for (int round = 0; round < 3; round++) {
      long start = System.nanoTime();
      Stored stored =
          new Stored(
              Inputs.look(List.of(file), List.of(), folder),
              given.evidence().sources(),
              given.evidence().inventory(),
              List.of(),
              verdicts.judgements());
      new IndexWriter(CaseFolder::create)
          .write(
              folder.resolve("plain.index"),
              given.evidence().observations(),
              verdicts,
              stored,
              Progress.NONE);
      say("write index, fsync included", start);
    }
    long start = System.nanoTime();
    Cases cases = new Cases((_, _) -> given, (_, _, _) -> verdicts, Clock.systemUTC());
    OpenedCase opened =
        cases.open(
            Opening.inFolder(List.of(file), List.of(), folder.resolve("case")), Progress.NONE);
    say("new case, reading and judging excluded", start);
    opened.close();
    System.out.printf(
        "%d rows, %d distinct texts, index %.1f MB%n",
        rows,
        given.evidence().observations().texts().size(),
        Files.size(folder.resolve("case/observations.index")) / 1e6);
  }

  private static void open(Path folder) throws Exception {
    long start = System.nanoTime();
    EvidenceReader none =
        (_, _) -> {
          throw new IOException("must not be read");
        };
    Cases cases =
        new Cases(
            none,
            (_, _, _) -> {
              throw new IOException("must not be judged");
            },
            Clock.systemUTC());
    try (OpenedCase opened =
        cases.open(Opening.inFolder(List.of(), List.of(), folder.resolve("case")), Progress.NONE)) {
      say("reopen to observations and verdicts", start);
      opened.marks();
      say("reopen to marks and edits", start);
      for (String expression :
          List.of(
              "segment.bin",
              "7919",
              "nowhere",
              "program=tool-3",
              "file~segment",
              "ns=ns-3",
              "verdict=out or port=443",
              "args~\"--output /tmp\" and pod=pod-1*")) {
        for (int round = 0; round < 5; round++) {
          long from = System.nanoTime();
          BitSet rows =
              Filter.parse(expression).rows(opened.evidence(), opened.verdicts(), opened.marks());
          if (round % 4 == 0) {
            say(
                (round == 0 ? "first " : "warm  ") + expression + " leaves " + rows.cardinality(),
                from);
          }
        }
      }
      long from = System.nanoTime();
      opened.edits().star(5);
      say("first edit", from);
      from = System.nanoTime();
      opened.edits().star(6);
      say("second edit", from);
    }
    say("all, closed", start);
  }

  private static void say(String what, long since) {
    System.out.printf("%7.1f ms  %s%n", (System.nanoTime() - since) / 1e6, what);
  }
}
