package salvor.casefile;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Carrying;
import salvor.baseline.LibraryAct;
import salvor.baseline.LibraryAct.Kind;
import salvor.baseline.Profile;
import salvor.baseline.ProfileJson;
import salvor.baseline.Refused;
import salvor.baseline.Version;
import salvor.baseline.VersionState;
import salvor.baseline.Versions;
import salvor.casefile.LibraryNote.About;
import salvor.casefile.LibraryUnusable.Problem;
import salvor.custody.Sha256;
import salvor.jobs.Progress;

/**
 * The library of baselines, in a folder: versions of what each container is known to do, and a log
 * of what people did with them. Each call that changes something is one act, durable when it
 * returns, which can be undone. Several programs may use a library at once: who writes holds its
 * lock for that moment, and reads the log again before.
 */
public final class BaselineLibrary {
  private final LibraryFolder folder;
  private final EvidenceReader reader;
  private final Clock clock;

  /**
   * @param folder made when something is kept
   * @param reader reads the kept profiles
   */
  public BaselineLibrary(Path folder, EvidenceReader reader, Clock clock) {
    this.folder = new LibraryFolder(folder.toAbsolutePath().normalize());
    this.reader = reader;
    this.clock = clock;
  }

  /**
   * What the library holds.
   *
   * @param versions what could be read
   * @param notes what could not
   */
  public record Opened(Versions versions, List<LibraryNote> notes) {
    public Opened {
      notes = List.copyOf(notes);
    }
  }

  /** What a person wants to be done: who, and why. */
  public record Wish(String author, String reason) {}

  /** Where it lies. */
  public Path folder() {
    return folder.path();
  }

  /**
   * Refuses a library that does not exist yet, where nothing shall be kept.
   *
   * @throws LibraryUnusable when it does not
   */
  public void requireThere() throws LibraryUnusable {
    if (!Files.exists(folder())) {
      throw new LibraryUnusable(folder(), Problem.NOT_THERE, null);
    }
  }

  /** What the log says; empty when there is none yet. */
  public Opened open() throws LibraryUnusable {
    LibraryLog log = folder.log();
    List<LibraryNote> notes = new ArrayList<>(log.notes());
    Set<Version.Ref> made = new HashSet<>();
    log.acts().forEach(act -> act.made().forEach(v -> made.add(v.ref())));
    for (LibraryAct act : log.acts()) {
      act.about()
          .filter(made::add)
          .forEach(ref ->
              notes.add(new LibraryNote(About.VERSION_UNKNOWN, LibraryLog.FILE, ref.toString())));
    }
    return new Opened(Versions.of(log.acts()), notes);
  }

  /** The versions whose files are gone or are not what was kept. */
  public List<LibraryNote> check(Versions versions) {
    List<LibraryNote> notes = new ArrayList<>();
    for (Version version : versions.all()) {
      try {
        file(version);
      } catch (LibraryUnusable why) {
        notes.add(
            new LibraryNote(
                why.problem() == Problem.FILE_GONE ? About.FILE_GONE : About.FILE_CHANGED,
                version.hash() + ".json",
                version.ref().toString()));
      }
    }
    return notes;
  }

  /** The file of a version, whose content is what was kept. */
  public Path file(Version version) throws LibraryUnusable {
    return folder.file(version.hash());
  }

  /** The files of the approved versions; none where there is no library yet. */
  public List<Path> approved() throws LibraryUnusable {
    List<Path> files = new ArrayList<>();
    for (Version version : open().versions().approved()) {
      files.add(file(version));
    }
    return files;
  }

  /**
   * What a version says.
   *
   * @throws LibraryUnusable when its file is gone, changed, or of another container
   * @throws Exception whatever the reader throws
   */
  public Profile profile(Version version) throws Exception {
    Path file = file(version);
    List<Profile> profiles = reader.read(List.of(file), Progress.NONE).baselines();
    if (profiles.size() != 1 || !profiles.getFirst().key().equals(version.key())) {
      throw new LibraryUnusable(file, Problem.FILE_CHANGED, null);
    }
    return profiles.getFirst();
  }

  /**
   * Keeps profiles as new versions, all drafts, in one act.
   *
   * @param how what made them
   * @param parents the versions that they were made from
   * @param sources the files that they were made from
   * @return the versions; a profile that equals the newest version of its container and image makes
   *     none
   * @throws Refused when all do
   */
  public List<Version> keep(
      Kind how,
      List<Profile> profiles,
      List<Version.Ref> parents,
      List<Version.Source> sources,
      Wish wish)
      throws LibraryUnusable, Refused {
    return folder.write(log -> {
      Version.Signature by = signed(wish);
      List<Version> made = new ArrayList<>();
      for (Profile profile : profiles) {
        Versions now = after(log, act(log, how, by, made, List.of(), 0));
        byte[] content = ProfileJson.write(List.of(profile)).getBytes(StandardCharsets.UTF_8);
        String hash = hash(content);
        Profile.Key key = asRead(profile.key());
        Optional<Version> newest =
            now.all().reversed().stream().filter(v -> v.key().equals(key)).findFirst();
        if (newest.filter(v -> v.hash().equals(hash)).isEmpty()) {
          folder.put(hash, content);
          made.add(
              new Version(
                  now.next(key.text()),
                  key,
                  hash,
                  profile.elements().size(),
                  Carrying.open(profile).size(),
                  VersionState.DRAFT,
                  how,
                  by,
                  parents,
                  sources));
        }
      }
      if (made.isEmpty()) {
        throw new Refused(Refused.Why.NOTHING_CHANGES, names(profiles));
      }
      folder.append(log, act(log, how, by, made, List.of(), 0));
      return List.copyOf(made);
    });
  }

  /** A key as it is when its file is read: an empty text is none, half a character is another. */
  private static Profile.Key asRead(Profile.Key key) {
    return new Profile.Key(
        asRead(key.namespace()),
        asRead(key.kind()),
        asRead(key.workload()),
        asRead(key.container()),
        key.digest());
  }

  private static @Nullable String asRead(@Nullable String text) {
    return text == null || text.isEmpty()
        ? null
        : new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  private static String hash(byte[] content) {
    Sha256 hash = new Sha256();
    hash.update(content, 0, content.length);
    return hash.hex();
  }

  private static String names(List<Profile> profiles) {
    return String.join(", ", profiles.stream().map(p -> p.key().text()).distinct().toList());
  }

  /** Says that a version tells what is normal; another one of its container and image retires. */
  public LibraryAct approve(Version.Ref ref, Wish wish) throws LibraryUnusable, Refused {
    return move(ref, Kind.APPROVE, VersionState.APPROVED, wish);
  }

  /** Says that a version must not be used. */
  public LibraryAct reject(Version.Ref ref, Wish wish) throws LibraryUnusable, Refused {
    return move(ref, Kind.REJECT, VersionState.REJECTED, wish);
  }

  private LibraryAct move(Version.Ref ref, Kind kind, VersionState to, Wish wish)
      throws LibraryUnusable, Refused {
    return folder.write(log -> {
      Versions versions = Versions.of(log.acts());
      Version version =
          versions.find(ref).orElseThrow(() -> new Refused(Refused.Why.NOT_THERE, ref.toString()));
      if (to == VersionState.APPROVED) {
        file(version); // nobody approves what is not there
      }
      LibraryAct act = act(log, kind, signed(wish), List.of(), versions.moving(version, to), 0);
      folder.append(log, act);
      return act;
    });
  }

  /** Undoes the last act that holds; gives it, or empty when there is none. */
  public Optional<LibraryAct> undo(Wish wish) throws LibraryUnusable, Refused {
    return turn(Kind.UNDO, wish);
  }

  /** Does the act again that was undone last; gives it, or empty when there is none. */
  public Optional<LibraryAct> redo(Wish wish) throws LibraryUnusable, Refused {
    return turn(Kind.REDO, wish);
  }

  private Optional<LibraryAct> turn(Kind kind, Wish wish) throws LibraryUnusable, Refused {
    return folder.write(log -> {
      Versions versions = Versions.of(log.acts());
      Optional<LibraryAct> of = kind == Kind.UNDO ? versions.undoable() : versions.redoable();
      if (of.isPresent()) {
        folder.append(log, act(log, kind, signed(wish), List.of(), List.of(), of.get().number()));
      }
      return of;
    });
  }

  private static LibraryAct act(
      LibraryLog log,
      Kind kind,
      Version.Signature by,
      List<Version> made,
      List<LibraryAct.Moved> moved,
      long of) {
    long number = Versions.of(log.acts()).nextAct();
    return new LibraryAct(number, kind, by, made, moved, of);
  }

  private static Versions after(LibraryLog log, LibraryAct act) {
    List<LibraryAct> acts = new ArrayList<>(log.acts());
    acts.add(act);
    return Versions.of(acts);
  }

  private Version.Signature signed(Wish wish) {
    return new Version.Signature(
        wish.author(), wish.reason(), clock.instant().truncatedTo(ChronoUnit.MILLIS));
  }
}
