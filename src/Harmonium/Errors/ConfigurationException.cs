namespace Harmonium.Errors;

/// <summary>A setting that makes no sense, alone or together with the others.</summary>
public sealed class ConfigurationException : Exception
{
    /// <summary>Names the setting, and says what was found, what was expected and what to do.</summary>
    public ConfigurationException(string setting, string message, Exception? innerException = null)
        : base(message, innerException) => Setting = setting;

    /// <summary>The setting in camel case, such as <c>learningRate</c>.</summary>
    public string Setting { get; }
}
