package cn.yizhan.hub.storage.embedded;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the server is told at each start. Given on the command line, where they win over the files
 * in the data directory: nothing there can switch durability off.
 */
final class ServerSettings {
  private static final Map<String, String> FIXED = new LinkedHashMap<>();

  static {
    FIXED.put("fsync", "on");
    FIXED.put("synchronous_commit", "on");
    FIXED.put("full_page_writes", "on");
    // this build has no lz4
    FIXED.put("wal_compression", "pglz");
    FIXED.put("listen_addresses", "127.0.0.1");
    FIXED.put("unix_socket_directories", "");
    FIXED.put("password_encryption", "scram-sha-256");
    FIXED.put("max_connections", "60");
    FIXED.put("shared_buffers", "128MB");
    FIXED.put("effective_cache_size", "512MB");
    FIXED.put("maintenance_work_mem", "64MB");
    FIXED.put("min_wal_size", "128MB");
    FIXED.put("max_wal_size", "1GB");
    FIXED.put("io_workers", "2");
    FIXED.put("max_worker_processes", "4");
    FIXED.put("max_parallel_workers", "2");
    FIXED.put("autovacuum_max_workers", "2");
    FIXED.put("jit", "off");
    FIXED.put("timezone", "UTC");
    FIXED.put("log_timezone", "UTC");
    // one file a weekday, each overwritten a week later: bounded without a rotation tool
    FIXED.put("logging_collector", "on");
    FIXED.put("log_directory", "log");
    FIXED.put("log_filename", "postgresql-%a.log");
    FIXED.put("log_truncate_on_rotation", "on");
    FIXED.put("log_rotation_size", "0");
    FIXED.put("log_checkpoints", "off");
    FIXED.put("log_error_verbosity", "terse");
    FIXED.put("log_parameter_max_length_on_error", "0");
  }

  private ServerSettings() {}

  /** The arguments after {@code postgres -D DATA}. */
  static List<String> arguments(int port) {
    List<String> arguments = new ArrayList<>(List.of("-c", "port=" + port));
    FIXED.forEach(
        (name, value) -> {
          arguments.add("-c");
          arguments.add(name + "=" + value);
        });
    return arguments;
  }
}
