Attribute VB_Name = "SE7Python"
Option Explicit

' Where Python is reached in a workbook that brings the module xlwings with it, for
' computers on which no add-in may be installed.

Public Function Runner() As String
    Runner = "'" & Replace(ThisWorkbook.Name, "'", "''") & "'!xlwings.RunPython"
End Function

Public Function SettingsReader() As String
    SettingsReader = "'" & Replace(ThisWorkbook.Name, "'", "''") & "'!xlwings.GetConfig"
End Function

Public Function Hindrance() As String
    ' Nothing this module could tell beforehand; the module xlwings says itself where Python is not found.
    Hindrance = ""
End Function
