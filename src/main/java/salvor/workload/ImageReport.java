package salvor.workload;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a scanner or a list of software says of an image. Several say several things: none is
 * believed more than another.
 *
 * @param origin the form of the report
 * @param tool who made it, with its version as far as it is told
 * @param time when, epoch nanoseconds UTC; null when it is not told with its zone
 * @param source the number of the source that holds it
 * @param offset where in the source it begins
 * @param digests the image's content addresses as far as the report tells, of whatever kind
 * @param names repository and tag, or what the scanner was given
 * @param platform for example {@code linux/amd64}, null when it is not told
 * @param system the distribution, for example {@code alpine 3.17.2}; null when it is not told
 * @param whole whether all of the report could be read: only then does it leave out what it does
 *     not list
 * @param searched whether it tells of vulnerabilities at all
 * @param software what is installed, as far as it is listed
 * @param vulnerabilities what is known to be wrong with it
 * @param secrets what lies in the image and should not
 */
public record ImageReport(
    Origin origin,
    String tool,
    @Nullable Long time,
    int source,
    long offset,
    List<ImageDigest> digests,
    List<String> names,
    @Nullable String platform,
    @Nullable String system,
    boolean whole,
    boolean searched,
    List<Software> software,
    List<Vulnerability> vulnerabilities,
    List<Secret> secrets) {

  /** The form of a report. */
  public enum Origin {
    TRIVY,
    GRYPE,
    SYFT,
    CYCLONEDX,
    SPDX,
    /** An object of trivy-operator. */
    TRIVY_OPERATOR,
    /** An object of Kubescape. */
    KUBESCAPE
  }

  /** How bad, the worst first; what is not told may be anything, so it is not among the last. */
  public enum Severity {
    CRITICAL,
    HIGH,
    MEDIUM,
    UNKNOWN,
    LOW,
    NEGLIGIBLE
  }

  /** Whether something can be done, in the report's opinion. */
  public enum Remedy {
    FIXED,
    NOT_FIXED,
    WONT_FIX,
    /** The report itself says that the image is not affected. */
    NOT_AFFECTED,
    UNKNOWN
  }

  /**
   * A package.
   *
   * @param type as the report has it, for example {@code apk} or {@code library}
   * @param purl its package URL
   * @param path where it was found
   */
  public record Software(
      String name,
      @Nullable String version,
      @Nullable String type,
      @Nullable String purl,
      @Nullable String path) {}

  /**
   * One vulnerability of one package.
   *
   * @param id a CVE where the report names one
   * @param aliases other names of it
   * @param component the package, null when the report names none
   * @param installed the version there is
   * @param fixedIn versions in which it is gone
   * @param score CVSS in tenths, -1 when none is told
   * @param vector how the score comes about
   * @param scoredBy whose score that is
   * @param ratedBy whose word the severity, and the vulnerability, is
   * @param exploited whether the report says that attackers are known to use it
   * @param path where the package was found
   */
  public record Vulnerability(
      String id,
      List<String> aliases,
      @Nullable String component,
      @Nullable String installed,
      List<String> fixedIn,
      Remedy remedy,
      Severity severity,
      int score,
      @Nullable String vector,
      @Nullable String scoredBy,
      @Nullable String ratedBy,
      boolean exploited,
      @Nullable String path,
      @Nullable String title) {
    public Vulnerability {
      aliases = List.copyOf(aliases);
      fixedIn = List.copyOf(fixedIn);
    }
  }

  /**
   * A secret that lies in the image; its value is nowhere kept.
   *
   * @param what its kind
   * @param path the file that holds it
   * @param line the first line of it, 0 when it is not told
   */
  public record Secret(String what, String path, long line, Severity severity) {}

  public ImageReport {
    digests = List.copyOf(digests);
    names = List.copyOf(names);
    software = List.copyOf(software);
    vulnerabilities = List.copyOf(vulnerabilities);
    secrets = List.copyOf(secrets);
  }
}
