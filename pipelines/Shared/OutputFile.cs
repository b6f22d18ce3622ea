namespace MlNetSeq2Seq.Pipelines.Shared;

/// <summary>Files that are there whole or not at all.</summary>
internal static class OutputFile
{
    /// <summary>Writes a file aside and renames it; makes its folder.</summary>
    public static void Write(string path, Action<Stream> write)
    {
        string full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        string aside = full + ".part";
        try
        {
            using (FileStream stream = File.Create(aside))
            {
                write(stream);
            }

            File.Move(aside, full, overwrite: true);
        }
        catch
        {
            File.Delete(aside);
            throw;
        }
    }
}
