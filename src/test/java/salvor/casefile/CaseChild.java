package salvor.casefile;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import salvor.jobs.Progress;

/** A program that works on a case until it is killed. */
final class CaseChild {
  private CaseChild() {}

  /** Arguments: {@code import} or {@code edit}, the evidence, the case folder. */
  public static void main(String[] arguments) throws Exception {
    Path evidence = Path.of(arguments[1]);
    EvidenceReader reader =
        arguments[0].equals("edit")
            ? Synthetic::read
            : (_, _) -> {
              System.out.println("importing");
              new CountDownLatch(1).await();
              throw new IOException("never");
            };
    Cases cases = new Cases(reader, Synthetic::judge, Clock.systemUTC());
    try (OpenedCase opened =
        cases.open(
            Opening.inFolder(List.of(evidence), List.of(), Path.of(arguments[2])), Progress.NONE)) {
      for (int i = 0; ; i++) {
        opened.edits().tag("tag-" + i, 0);
        System.out.println(i);
      }
    }
  }
}
