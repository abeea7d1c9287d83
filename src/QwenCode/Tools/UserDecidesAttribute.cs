namespace QwenCode.Tools;

/// <summary>On a parameter that decides what a model may run. If its command is a tool itself, no model specifies it.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class UserDecidesAttribute : Attribute
{
}
