package salvor.evidence.checkpoint;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Endpoint;
import salvor.evidence.ObservedTime;
import salvor.workload.Location;

/**
 * A container as its checkpoint holds it.
 *
 * @param taken when, null where nothing tells
 * @param madeBy the runtime that wrote it, {@code containerd}, {@code cri-o}, {@code libpod}; null
 *     when unknown
 * @param processes in the order of the process tree
 * @param changes what differs from the image's files
 * @param notes what is to be known of the checkpoint as a whole
 */
public record Checkpoint(
    Location location,
    @Nullable String name,
    @Nullable ObservedTime taken,
    @Nullable ObservedTime created,
    @Nullable String madeBy,
    List<Running> processes,
    List<Mount> mounts,
    List<Change> changes,
    List<String> notes) {
  public Checkpoint {
    processes = List.copyOf(processes);
    mounts = List.copyOf(mounts);
    changes = List.copyOf(changes);
    notes = List.copyOf(notes);
  }

  /**
   * A process.
   *
   * @param pid inside the container
   * @param parent its parent's, 0 for the first
   * @param executable the path; null when its images do not tell
   * @param deleted whether the executable was deleted while it ran
   * @param uid the effective one; null when not told
   * @param arguments as they lay in its memory; empty when they are not in the checkpoint
   * @param environment likewise, {@code NAME=value}
   * @param whole whether all bytes of both were in the checkpoint
   */
  public record Running(
      int pid,
      int parent,
      @Nullable String name,
      @Nullable String executable,
      boolean deleted,
      @Nullable Integer uid,
      List<String> arguments,
      List<String> environment,
      boolean whole,
      @Nullable String cwd,
      @Nullable String root,
      List<OpenFile> files,
      List<Mapping> mappings) {
    public Running {
      arguments = List.copyOf(arguments);
      environment = List.copyOf(environment);
      files = List.copyOf(files);
      mappings = List.copyOf(mappings);
    }

    /** Its command line, else its name, else its number. */
    public String told() {
      return !arguments.isEmpty()
          ? String.join(" ", arguments)
          : name != null ? name : "process " + pid;
    }
  }

  /**
   * What a descriptor is open on.
   *
   * @param descriptor its number
   * @param kind {@code file}, {@code pipe}, {@code tcp}, ...
   * @param target a path, or the two ends
   * @param deleted whether the file had no name any more
   * @param flags of the open file, as a number
   * @param socket null when it is none
   */
  public record OpenFile(
      int descriptor,
      String kind,
      String target,
      boolean deleted,
      int flags,
      @Nullable Socket socket) {}

  /**
   * A socket.
   *
   * @param protocol {@code tcp}, {@code udp}, {@code unix}, ...
   * @param state the kernel's word: {@code ESTABLISHED}, {@code LISTEN}, ...
   */
  public record Socket(String protocol, String state, Endpoint local, Endpoint remote) {
    /** Whether it waits for others. */
    public boolean listens() {
      return state.equals("LISTEN");
    }
  }

  /**
   * A piece of a process's address space.
   *
   * @param permissions as in {@code /proc/PID/maps}: {@code r-xp}
   * @param path the file or what else it is, {@code [heap]}; null for memory without a name
   * @param offset in the file, or in the memory that is shared
   * @param shared the number of memory that is shared with others; -1 for all else
   * @param present how many bytes of it are in the checkpoint
   */
  public record Mapping(
      long start,
      long end,
      String permissions,
      @Nullable String path,
      boolean ofFile,
      boolean deleted,
      long offset,
      long shared,
      long present) {}

  /**
   * A mount.
   *
   * @param source what is mounted, for most the kind of file system: {@code overlay}
   * @param root which folder of it
   */
  public record Mount(String place, String source, String root, String options) {}

  /**
   * A file that is not as in the image.
   *
   * @param gone whether it was deleted
   * @param modified by the file's own words, which anybody can set
   */
  public record Change(
      String path, boolean gone, boolean folder, long size, int mode, @Nullable Instant modified) {}
}
