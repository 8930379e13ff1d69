package salvor.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import salvor.casefile.CaseCustody;
import salvor.custody.CaseLedger;
import salvor.custody.KnownSigners;
import salvor.custody.Standing;
import salvor.custody.bundle.BundleCheck;
import salvor.evidence.Visible;
import salvor.report.BundleReport;

/** {@code salvor verify}. */
@Command(
    name = "verify",
    sortOptions = false,
    description =
        "Checks a sealed bundle, in whatever form, or a bag of another tool: every file, the ledger, what the one says of"
            + " the other, and the signature. Tells all that is wrong.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:VALID",
      "2:the command line was not understood",
      "3:it is not there, or cannot be read",
      "11:VALID-UNSIGNED: consistent, and nobody known here vouches for it",
      "12:MODIFIED",
      "13:TRUNCATED",
      "14:REORDERED",
      "15:EXTRA",
      "16:MISSING",
      "17:CONTRADICTION"
    })
final class VerifyCommand implements Callable<Integer> {
  static final int FIRST = 10;
  private final Desk desk;

  @Parameters(paramLabel = "BUNDLE", description = "a folder, a .zip, .tar, .tar.gz or .tar.zst")
  private Path bundle = Path.of("");

  @Option(
      names = "--signers",
      paramLabel = "FOLDER",
      description =
          "the public keys to take for somebody's, as salvor key trust keeps them (default: those of the user)")
  private @Nullable Path signers;

  @Option(
      names = "--timestamp-ca",
      paramLabel = "FILE",
      description =
          "certificates (PEM) of those who vouch for authorities of time; without them a time-stamp is told, not vouched for")
  private @Nullable Path authorities;

  @Mixin private LedgerArguments kept = new LedgerArguments();

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "write what was found as JSON instead; - for standard output")
  private @Nullable String json;

  VerifyCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() throws Exception {
    if (!EvidenceArguments.allThere(desk, "verify", List.of(bundle))) {
      return ExitCode.NO_EVIDENCE;
    }
    BundleCheck.Result result;
    try {
      result = BundleCheck.of(bundle, trusted(), desk.progress());
    } catch (IOException cause) {
      desk.err()
          .println(
              "salvor: cannot be verified: " + Visible.text(String.valueOf(cause.getMessage())));
      return ExitCode.NO_EVIDENCE;
    }
    CaseLedger ledger = kept.ledger();
    ledger.write(CaseCustody.verified(ledger, bundle, result));
    BundleReport report = new BundleReport(bundle.toString(), result);
    if (json == null) {
      report.text(desk.out(), desk.colour());
    } else {
      new Leaving(desk, ledger, "verify").machine(json, report::json);
    }
    return result.standing() == Standing.VALID
        ? ExitCode.DONE
        : FIRST + result.standing().ordinal();
  }

  private BundleCheck.Trusted trusted() throws IOException {
    List<X509Certificate> vouching = new ArrayList<>();
    if (authorities != null) {
      try (InputStream in = Files.newInputStream(authorities)) {
        for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
          vouching.add((X509Certificate) each);
        }
      } catch (CertificateException e) {
        throw new IOException(authorities + " holds no certificates: " + e.getMessage(), e);
      }
      if (vouching.isEmpty()) {
        throw new IOException(authorities + " holds no certificates; give them as PEM");
      }
    }
    return new BundleCheck.Trusted(known(), vouching);
  }

  private Map<String, String> known() throws IOException {
    if (signers != null) {
      return new KnownSigners(signers).all();
    }
    return BundleCheck.Trusted.ofUser().signers();
  }
}
