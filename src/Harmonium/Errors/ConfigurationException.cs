namespace Harmonium.Errors;

/// <summary>A setting that makes no sense, alone or together with the others.</summary>
public sealed class ConfigurationException : Exception
{
    /// <summary>
    /// Names the setting, and says what was found, what was expected and what to do. Other settings stand in the message in backquotes, alone or
    /// with a value, as <c>`optimizer=momentum`</c>; the command line shows them as options.
    /// </summary>
    public ConfigurationException(string setting, string message, Exception? innerException = null)
        : base(message, innerException) => Setting = setting;

    /// <summary>The same about a setting of a stage.</summary>
    /// <param name="stage">The stage with a period behind it, such as <c>pretraining.</c></param>
    public ConfigurationException In(string stage) => new(stage + Setting, Message.Replace(" `", $" `{stage}", StringComparison.Ordinal), this);

    /// <summary>The setting in camel case, such as <c>learningRate</c>.</summary>
    public string Setting { get; }
}
