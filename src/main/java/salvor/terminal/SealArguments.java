package salvor.terminal;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import salvor.custody.TimeStampAuthority;
import salvor.custody.bundle.Sealing;
import salvor.custody.bundle.StampQueue;
import salvor.evidence.Visible;

/** How a bundle is sealed, and where it goes. */
@Command
final class SealArguments {
  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  @Option(
      names = "--out",
      paramLabel = "FOLDER|ARCHIVE",
      required = true,
      description =
          "a new folder, or a new archive whose name ends with .zip, .tar, .tar.gz or .tar.zst")
  private Path out = Path.of("");

  @Mixin private Signing signing = new Signing();

  @Option(
      names = "--name",
      paramLabel = "TEXT",
      description = "what the evidence is known by (default: the name of the bundle)")
  private @Nullable String name;

  @Option(names = "--organization", paramLabel = "TEXT", description = "of whom the evidence is")
  private @Nullable String organization;

  @Option(names = "--unsigned", description = "do not sign; every check says so")
  private boolean unsigned;

  @Mixin private KeyArguments key = new KeyArguments();

  @Option(
      names = "--timestamp",
      paramLabel = "URL",
      description =
          "have it stamped by this authority (RFC 3161; default: $"
              + TimestampCommand.VARIABLE
              + ", else none); when it cannot be reached the bundle waits for salvor timestamp")
  private @Nullable URI timestamp;

  Path out() {
    return out;
  }

  String reason() {
    return signing.wish().reason();
  }

  Sealing sealing() throws IOException {
    TimeStampAuthority authority = TimestampCommand.authority(timestamp, spec);
    return new Sealing(
        new Sealing.Statement(
            name == null ? String.valueOf(out.getFileName()) : name,
            signing.wish().author(),
            organization,
            reason()),
        unsigned ? null : key.open(),
        authority == null ? null : authority::stamp,
        InstantSource.system());
  }

  /** Says what a bundle lacks that was made. */
  void made(Desk desk, Sealing.Sealed sealed) throws IOException {
    if (sealed.unstamped() != null) {
      StampQueue.ofUser().add(out);
      desk.err()
          .println(
              "salvor: not stamped: "
                  + Visible.text(sealed.unstamped())
                  + "; it waits, and salvor timestamp asks again");
    }
    if (unsigned) {
      desk.err().println("salvor: not signed: verifying it gives VALID-UNSIGNED at best");
    }
  }
}
