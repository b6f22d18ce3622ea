using System.Text.RegularExpressions;

namespace MlNetSeq2Seq.Tests;

/// <summary>Rules of the sources that no compiler knows.</summary>
public sealed partial class SourceRulesTests
{
    [Theory]
    [InlineData(@"new Random\(", "every chance draw comes from a Random that is handed in")]
    [InlineData(@"\bRandom\s+\w+\s*=\s*new\s*\(", "every chance draw comes from a Random that is handed in")]
    [InlineData(@"Random\.Shared", "every chance draw comes from a Random that is handed in")]
    [InlineData(@"Guid\.NewGuid", "a GUID is chance too")]
    [InlineData(@"\[Fact\(Skip|NotImplementedException", "nothing is left to be written")]
    [InlineData(@"stand-?in|\boffline\b|(?i:offline-feed)", "the product does not know how its packages came here")]
    public void Sources_do_not_hold(string pattern, string reason)
    {
        Regex banned = new(pattern, RegexOptions.None, TimeSpan.FromSeconds(10));
        Assert.Empty(Lines().Where(line => banned.IsMatch(line.Text)).Select(line => $"{line.Place}: {line.Text.Trim()} ({reason})"));
    }

    [Fact]
    public void Torch_s_generator_is_seeded_in_Fit_alone()
    {
        (string Place, string Text)[] lines = [.. Lines()];
        Assert.Empty(
            Enumerable.Range(0, lines.Length)
                .Where(i => lines[i].Text.Contains("torch.manual_seed", StringComparison.Ordinal) && !IsInFit(lines, i))
                .Select(i => lines[i].Place));
    }

    // The nearest line before it that begins a member.
    private static bool IsInFit((string Place, string Text)[] lines, int number) =>
        lines[..number].Reverse().Select(line => line.Text).FirstOrDefault(text => MemberStart().IsMatch(text))
            ?.Contains(" Fit(", StringComparison.Ordinal) == true;

    [GeneratedRegex(@"^    (public|internal|private|protected).*\(")]
    private static partial Regex MemberStart();

    private static IEnumerable<(string Place, string Text)> Lines() =>
        from folder in new[] { "src", "pipelines" }
        let root = RepositoryFolder.Path(folder)
        where Directory.Exists(root)
        from file in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        where Path.GetExtension(file) is ".cs" or ".csproj" or ".props" or ".targets" or ".json" or ".md"
        let relative = Path.GetRelativePath(RepositoryFolder.Path("."), file).Replace('\\', '/')
        where !relative.Contains("/obj/", StringComparison.Ordinal) && !relative.Contains("/bin/", StringComparison.Ordinal)
        from line in File.ReadLines(file).Select((text, i) => ($"{relative}:{i + 1}", text))
        select line;
}
