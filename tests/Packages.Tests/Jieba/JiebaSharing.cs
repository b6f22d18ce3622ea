namespace Packages.Tests.Jieba;

/// <summary>All segmenters of a process share one dictionary, so tests that add words run beside none of the others.</summary>
[CollectionDefinition(Name)]
public sealed class JiebaSharing
{
    public const string Name = "jieba's dictionary";
}
