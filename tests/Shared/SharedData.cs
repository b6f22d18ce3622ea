using System.Runtime.CompilerServices;

namespace MlNetSeq2Seq.Tests.Shared;

/// <summary>The folder of reference numbers and corpora that lies beside the repository, or where SHARED_DIR says.</summary>
internal static class SharedData
{
    /// <summary>The folder, or null where there is none.</summary>
    public static string? Folder { get; } = Find();

    /// <summary>Why tests that need the folder are skipped; null where it is present.</summary>
    public static string? SkipReason { get; } = Folder is not null
        ? null
        : Environment.GetEnvironmentVariable("SHARED_DIR") is { Length: > 0 } named
            ? $"SHARED_DIR names '{named}', which is no folder."
            : "The folder 'shared' does not lie beside the repository, and SHARED_DIR is not set.";

    /// <summary>The full path of a file or folder in the shared folder.</summary>
    /// <param name="relative">The path from the shared folder, with forward slashes.</param>
    public static string Path(string relative) => Folder is null
        ? throw new InvalidOperationException(SkipReason)
        : System.IO.Path.Combine(Folder, relative);

    private static string? Find()
    {
        string folder = Environment.GetEnvironmentVariable("SHARED_DIR") is { Length: > 0 } named
            ? System.IO.Path.GetFullPath(named)
            : System.IO.Path.Combine(RepositoryRoot(), "..", "shared");
        return Directory.Exists(folder) ? System.IO.Path.GetFullPath(folder) : null;
    }

    // Not from the place of the test assembly: it may be built into any folder.
    private static string RepositoryRoot([CallerFilePath] string thisFile = "")
    {
        DirectoryInfo? folder = new(System.IO.Path.GetDirectoryName(thisFile)!);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "Directory.Packages.props")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests do not lie in their repository.");
    }
}
