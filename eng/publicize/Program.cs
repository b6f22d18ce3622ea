using Publicize;

if (args is not [string source, string destination])
{
    Console.Error.WriteLine("Publicize takes two paths: the assembly to read and the copy to write.");
    return 2;
}

try
{
    byte[] image = File.ReadAllBytes(source);
    Console.WriteLine($"Publicize: {Path.GetFileName(source)}, {AssemblyPublicizer.Publicize(image)} members opened.");

    // Aside and renamed, so that an interrupted build leaves no half copy that looks up to date.
    Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(destination))!);
    string temporary = $"{destination}.{Environment.ProcessId}.tmp";
    File.WriteAllBytes(temporary, image);
    File.Move(temporary, destination, overwrite: true);
    return 0;
}
catch (Exception e) when (e is IOException or BadImageFormatException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"Publicize cannot make a copy of '{source}': {e.Message}");
    return 1;
}
