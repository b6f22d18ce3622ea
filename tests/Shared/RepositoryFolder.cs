using System.Runtime.CompilerServices;

namespace MlNetSeq2Seq.Tests.Shared;

/// <summary>The root of the repository, wherever the tests were built to.</summary>
internal static class RepositoryFolder
{
    /// <summary>The full path of a file or folder of the repository.</summary>
    /// <param name="relative">The path from the root, with forward slashes.</param>
    /// <param name="thisFile">Left out; the compiler knows it.</param>
    public static string Path(string relative, [CallerFilePath] string thisFile = "")
    {
        DirectoryInfo? folder = new(System.IO.Path.GetDirectoryName(thisFile)!);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "Directory.Packages.props")))
        {
            folder = folder.Parent;
        }

        return folder is not null
            ? System.IO.Path.Combine(folder.FullName, relative)
            : throw new InvalidOperationException("The tests do not lie in their repository.");
    }
}
