using System.Text;
using MlNetSeq2Seq.Tests.Testing;
using MlNetSeq2Seq.Text;

namespace MlNetSeq2Seq.Tests.ReadMe;

/// <summary>What the read-me files tell newcomers to write works as it stands there.</summary>
[Trait("Kind", "Slow")]
public sealed class ReadMeProgramTests : IDisposable
{
    private static readonly string[] s_files = ["README.md", "src/PACKAGE.md"];
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mlnetseq2seq-readme-");

    public static IEnumerable<object[]> Programs => s_files.SelectMany(file => ReadMePrograms.Of(file).Select((_, number) => new object[] { file, number }));

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task A_program_of_a_read_me_compiles_and_runs_as_it_is_printed(string file, int number)
    {
        // The files that the programs name, as small as they can be.
        Write("vocab.txt", Pairs.Vocabulary);
        foreach (string pairs in (string[])["pairs.csv", "data/title_slogan.csv"])
        {
            Write(pairs, Pairs.All.Select(pair => $"{pair.Source}{TextPairFile.DefaultSeparator}{pair.Target}"));
        }

        Write("data/chat.jsonl", Pairs.All.Select(pair => $$"""{"Question": "{{pair.Source}}", "Answer": "{{pair.Target}}"}"""));
        Write("documents.txt", Pairs.All.Select(pair => $"{pair.Target}。有{pair.Source}。"));

        await ReadMePrograms.Run(ReadMePrograms.Of(file)[number], _folder.FullName);
    }

    private void Write(string name, IEnumerable<string> lines)
    {
        string path = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, string.Concat(lines.Select(line => line + "\n")), new UTF8Encoding(false));
    }
}
