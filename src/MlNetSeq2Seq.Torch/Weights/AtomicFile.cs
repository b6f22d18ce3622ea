namespace MlNetSeq2Seq.Weights;

/// <summary>Writes files aside and renames them, so that whoever looks finds the old file or the new one, never a half.</summary>
internal static class AtomicFile
{
    public static void Write(string path, Action<Stream> write) => WriteAll([(path, write)]);

    /// <summary>Writes files that belong together: none is renamed before all are complete and on the disk.</summary>
    public static void WriteAll(IReadOnlyList<(string Path, Action<Stream> Write)> files)
    {
        List<(string Aside, string Full)> written = [];
        try
        {
            foreach ((string path, Action<Stream> write) in files)
            {
                string full = Path.GetFullPath(path);
                Directory.CreateDirectory(Path.GetDirectoryName(full)!);
                string aside = $"{full}.{Environment.ProcessId:x}-{Environment.CurrentManagedThreadId:x}.tmp";
                written.Add((aside, full));
                using var stream = new FileStream(aside, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            foreach ((string aside, string full) in written)
            {
                File.Move(aside, full, overwrite: true);
            }
        }
        catch
        {
            foreach ((string aside, _) in written)
            {
                File.Delete(aside);
            }

            throw;
        }
    }
}
