using System;
using System.IO;

namespace JiebaNet.Segmenter;

/// <summary>Where the dictionary and the tables lie; set before the first cut, for they are read once.</summary>
public class ConfigManager
{
    private static string _configFileBaseDir;

    public static string ConfigFileBaseDir
    {
        get => _configFileBaseDir ??= Path.Combine(AppContext.BaseDirectory, "Resources");
        set => _configFileBaseDir = value;
    }

    public static string MainDictFile => Path.Combine(ConfigFileBaseDir, "dict.txt");

    public static string ProbTransFile => Path.Combine(ConfigFileBaseDir, "prob_trans.json");

    public static string ProbEmitFile => Path.Combine(ConfigFileBaseDir, "prob_emit.json");

    /// <summary>The full path of a file that must be there.</summary>
    internal static string Require(string file) => File.Exists(file)
        ? Path.GetFullPath(file)
        : throw new FileNotFoundException(
            $"jieba.NET found no file '{file}'; copy the folder Resources of its package beside the program, or name that folder in " +
            "ConfigManager.ConfigFileBaseDir.",
            file);
}
