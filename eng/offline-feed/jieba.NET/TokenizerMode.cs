namespace JiebaNet.Segmenter;

/// <summary>Whether <see cref="JiebaSegmenter.Tokenize"/> gives words alone, or the shorter words inside long ones too.</summary>
public enum TokenizerMode
{
    Default,
    Search,
}
